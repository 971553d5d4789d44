package org.tocsin.agent.daemon;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes small databases in MaxMind's format 2.0, so that the real reader has something to read.
 */
final class PlaceDatabaseFile {
  private static final int NOTHING = -1;
  private static final int SEPARATOR = 16;

  private final List<int[]> nodes = new ArrayList<>();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  PlaceDatabaseFile() {
    nodes.add(new int[] {NOTHING, NOTHING});
  }

  /** Adds what is known of a range; later ones must not overlap earlier ones. */
  PlaceDatabaseFile add(String cidr, Map<String, Object> known) throws IOException {
    String[] parts = cidr.split("/", -1);
    byte[] address = InetAddress.getByName(parts[0]).getAddress();
    int shift = address.length == 4 ? 96 : 0;
    byte[] whole = new byte[16];
    System.arraycopy(address, 0, whole, shift / 8, address.length);
    int length = shift + Integer.parseInt(parts[1]);
    int node = 0;
    for (int bit = 0; bit < length - 1; bit++) {
      int side = bit(whole, bit);
      if (nodes.get(node)[side] == NOTHING) {
        nodes.add(new int[] {NOTHING, NOTHING});
        nodes.get(node)[side] = nodes.size() - 1;
      }
      node = nodes.get(node)[side];
    }
    nodes.get(node)[bit(whole, length - 1)] = -2 - data.size();
    write(data, known);
    return this;
  }

  private static int bit(byte[] address, int at) {
    return (address[at / 8] >> (7 - at % 8)) & 1;
  }

  Path writeTo(Path file) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int[] node : nodes) {
      for (int record : node) {
        out.write(ByteBuffer.allocate(4).putInt(pointer(record)).array());
      }
    }
    out.write(new byte[SEPARATOR]);
    data.writeTo(out);
    out.write(new byte[] {(byte) 0xab, (byte) 0xcd, (byte) 0xef});
    out.write("MaxMind.com".getBytes(StandardCharsets.US_ASCII));
    Map<String, Object> about = new TreeMap<>();
    about.put("binary_format_major_version", (short) 2);
    about.put("binary_format_minor_version", (short) 0);
    about.put("build_epoch", 1_700_000_000L);
    about.put("database_type", "Test");
    about.put("description", Map.of("en", "made by a test"));
    about.put("ip_version", (short) 6);
    about.put("languages", List.of("en"));
    about.put("node_count", nodes.size());
    about.put("record_size", (short) 32);
    write(out, about);
    return Files.write(file, out.toByteArray());
  }

  private int pointer(int record) {
    if (record == NOTHING) {
      return nodes.size();
    }
    return record >= 0 ? record : nodes.size() + SEPARATOR + (-2 - record);
  }

  private static void write(ByteArrayOutputStream out, Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      out.write(7 << 5 | map.size());
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        write(out, entry.getKey());
        write(out, entry.getValue());
      }
    } else if (value instanceof List<?> list) {
      out.write(list.size());
      out.write(11 - 7);
      for (Object element : list) {
        write(out, element);
      }
    } else if (value instanceof String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      if (bytes.length < 29) {
        out.write(2 << 5 | bytes.length);
      } else {
        out.write(2 << 5 | 29);
        out.write(bytes.length - 29);
      }
      out.write(bytes);
    } else if (value instanceof Integer number) {
      out.write(6 << 5 | 4);
      out.write(ByteBuffer.allocate(4).putInt(number).array());
    } else if (value instanceof Short number) {
      out.write(5 << 5 | 2);
      out.write(ByteBuffer.allocate(2).putShort(number).array());
    } else if (value instanceof Long number) {
      out.write(8);
      out.write(9 - 7);
      out.write(ByteBuffer.allocate(8).putLong(number).array());
    } else if (value instanceof Double number) {
      out.write(3 << 5 | 8);
      out.write(ByteBuffer.allocate(8).putDouble(number).array());
    } else if (value instanceof Boolean flag) {
      out.write(flag ? 1 : 0);
      out.write(14 - 7);
    } else {
      throw new IllegalArgumentException("not written here: " + value);
    }
  }
}
