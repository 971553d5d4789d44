package org.tocsin.check;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A transparency log as the specification has it, written all anew each time. */
final class MadeLog {

  static final String ORIGIN = "lists.example.org/tocsin";

  final List<String> entries = new ArrayList<>();

  private static byte[] leaf(String entry) {
    return MadeKey.sha256(new byte[1], entry.getBytes(StandardCharsets.US_ASCII));
  }

  /** MTH of RFC 6962, as it is defined there, over hashes of leaves. */
  static byte[] root(List<byte[]> leaves) {
    int n = leaves.size();
    if (n == 0) {
      return MadeKey.sha256();
    }
    if (n == 1) {
      return leaves.get(0);
    }
    int k = 1;
    while (2 * k < n) {
      k *= 2;
    }
    return MadeKey.sha256(new byte[] {1}, root(leaves.subList(0, k)), root(leaves.subList(k, n)));
  }

  byte[] root() {
    return root(entries.stream().map(MadeLog::leaf).toList());
  }

  void writeTo(Map<String, byte[]> files, MadeKey... keys) {
    bundles(files);
    List<byte[]> level = entries.stream().map(MadeLog::leaf).toList();
    for (int number = 0; !level.isEmpty(); number++) {
      List<byte[]> above = new ArrayList<>();
      for (int at = 0; at < level.size(); at += 256) {
        List<byte[]> tile = level.subList(at, Math.min(level.size(), at + 256));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        tile.forEach(bytes::writeBytes);
        put(files, "tile/" + number + "/" + index(at / 256), tile.size(), bytes.toByteArray());
        if (tile.size() == 256) {
          above.add(root(tile));
        }
      }
      level = above;
    }
    files.put("/blocklist/log/checkpoint", checkpoint(keys));
  }

  private void bundles(Map<String, byte[]> files) {
    for (int at = 0; at < entries.size(); at += 256) {
      List<String> bundle = entries.subList(at, Math.min(entries.size(), at + 256));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (String entry : bundle) {
        bytes.write(entry.length() >> 8);
        bytes.write(entry.length());
        bytes.writeBytes(entry.getBytes(StandardCharsets.US_ASCII));
      }
      put(files, "tile/entries/" + index(at / 256), bundle.size(), bytes.toByteArray());
    }
  }

  private static String index(int index) {
    return (index >= 1_000 ? "x%03d/".formatted(index / 1_000) : "")
        + "%03d".formatted(index % 1_000);
  }

  private static void put(Map<String, byte[]> files, String name, int width, byte[] bytes) {
    files.put("/blocklist/log/" + name + (width < 256 ? ".p/" + width : ""), bytes);
  }

  private byte[] checkpoint(MadeKey... keys) {
    Base64.Encoder base64 = Base64.getEncoder();
    String body = ORIGIN + "\n" + entries.size() + "\n" + base64.encodeToString(root()) + "\n";
    StringBuilder note = new StringBuilder(body + "\n");
    for (MadeKey key : keys) {
      byte[] name = (ORIGIN + "\n\u0001").getBytes(StandardCharsets.UTF_8);
      ByteArrayOutputStream blob = new ByteArrayOutputStream();
      blob.writeBytes(Arrays.copyOf(MadeKey.sha256(name, key.raw()), 4));
      blob.writeBytes(key.sign(body.getBytes(StandardCharsets.UTF_8)));
      note.append("— " + ORIGIN + " " + base64.encodeToString(blob.toByteArray()) + "\n");
    }
    return note.toString().getBytes(StandardCharsets.UTF_8);
  }
}
