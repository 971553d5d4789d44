package org.tocsin.agent.hubtest;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A hub packed as a compressed tar archive, which may lie beside the project. */
public final class HubArchive {
  private static final Path PLACE = Path.of("../../shared/data/hub.tar.gz");
  private static final int BLOCK = 512;

  private HubArchive() {}

  public static boolean isThere() {
    boolean there = Files.isRegularFile(PLACE);
    if (!there) {
      System.out.println("the hub is not beside the project: its tests are left out");
    }
    return there;
  }

  /** Unpacks it and returns the folder of the hub. */
  public static Path unpack(Path folder) throws IOException {
    try (InputStream file = Files.newInputStream(PLACE);
        DataInputStream in = new DataInputStream(new GZIPInputStream(file))) {
      byte[] header = new byte[BLOCK];
      while (readHeader(in, header)) {
        unpackEntry(in, header, folder);
      }
    }
    return folder.resolve("hub");
  }

  private static boolean readHeader(DataInputStream in, byte[] header) throws IOException {
    try {
      in.readFully(header);
      return header[0] != 0;
    } catch (EOFException e) {
      return false;
    }
  }

  private static void unpackEntry(DataInputStream in, byte[] header, Path folder)
      throws IOException {
    int size = Integer.parseInt(text(header, 124, 11).strip(), 8);
    byte[] content = new byte[size];
    in.readFully(content);
    in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
    String prefix = text(header, 345, 155);
    String name = (prefix.isEmpty() ? "" : prefix + "/") + text(header, 0, 100);
    Path target = folder.resolve(name).normalize();
    if (header[156] == '0' && target.startsWith(folder)) {
      Files.createDirectories(target.getParent());
      Files.write(target, content);
    }
  }

  private static String text(byte[] header, int from, int length) {
    String field = new String(header, from, length, StandardCharsets.UTF_8);
    int end = field.indexOf('\0');
    return end < 0 ? field : field.substring(0, end);
  }
}
