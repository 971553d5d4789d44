package org.tocsin.agent.community;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.tocsin.agent.state.Owner;

/**
 * One file of the outbox: records behind one another, each with its length and checksum before it.
 * It is only appended to and read from the front. Used by one thread at a time.
 */
final class Segment {
  private static final int HEADER = 8;
  private static final int LONGEST_RECORD = 64 * 1024;

  private final Path file;
  private long length;
  private long records;
  private long readTo;
  private long recordsRead;

  Segment(Path file) {
    this.file = file;
  }

  /** Takes up a file that is there; answers whether its end was torn and had to be cut off. */
  boolean recovered() throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      while (record(channel, length).length > 0) {
        length += HEADER + record(channel, length).length;
        records++;
      }
      boolean torn = channel.size() > length;
      if (torn) {
        channel.truncate(length);
        channel.force(true);
      }
      return torn;
    }
  }

  /** When this returns, the records survive a power cut; when it fails, none of them counts. */
  void append(List<byte[]> more) throws IOException {
    ByteBuffer all = ByteBuffer.allocate(more.stream().mapToInt(one -> one.length + HEADER).sum());
    more.forEach(one -> all.putInt(one.length).putInt(checksum(one)).put(one));
    all.flip();
    boolean fresh = !Files.exists(file);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.truncate(length);
      for (long at = length; all.hasRemaining(); ) {
        at += channel.write(all, at);
      }
      channel.force(true);
      length += all.limit();
      records += more.size();
    }
    if (fresh) {
      Owner.asAround(file);
      try (FileChannel folder =
          FileChannel.open(file.resolveSibling(""), StandardOpenOption.READ)) {
        folder.force(true);
      }
    }
  }

  /** The oldest records that were not passed yet. */
  List<byte[]> first(int most) throws IOException {
    List<byte[]> found = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long at = readTo;
      while (found.size() < most && found.size() < waiting()) {
        byte[] one = record(channel, at);
        if (one.length == 0) {
          throw new IOException(file + " was changed by somebody else");
        }
        found.add(one);
        at += HEADER + one.length;
      }
    }
    return found;
  }

  void pass(List<byte[]> done) {
    done.forEach(one -> readTo += HEADER + one.length);
    recordsRead += done.size();
  }

  long waiting() {
    return records - recordsRead;
  }

  long length() {
    return length;
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  /** Nothing where there is no whole record. */
  private static byte[] record(FileChannel channel, long at) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    if (!filled(channel, header, at)) {
      return new byte[0];
    }
    int length = header.getInt(0);
    if (length <= 0 || length > LONGEST_RECORD) {
      return new byte[0];
    }
    ByteBuffer body = ByteBuffer.allocate(length);
    return filled(channel, body, at + HEADER) && checksum(body.array()) == header.getInt(4)
        ? body.array()
        : new byte[0];
  }

  private static boolean filled(FileChannel channel, ByteBuffer buffer, long from)
      throws IOException {
    long at = from;
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, at);
      if (read < 0) {
        return false;
      }
      at += read;
    }
    return true;
  }

  private static int checksum(byte[] bytes) {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    return (int) sum.getValue();
  }
}
