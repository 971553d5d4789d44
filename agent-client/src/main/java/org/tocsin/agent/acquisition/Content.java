package org.tocsin.agent.acquisition;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/** The bytes of a log at their offsets, also if it is stored compressed. */
interface Content extends Closeable {
  /** How many bytes at the beginning, and before an offset, tell contents apart. */
  int EDGE = 256;

  /** Reads at an offset; as {@link InputStream#read(byte[])}, -1 at the end. */
  int read(byte[] bytes, int length, long offset) throws IOException;

  /** Opens a file, compressed with gzip or not. */
  static Content open(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      Plain plain = new Plain(channel);
      byte[] magic = new byte[2];
      boolean packed = plain.full(magic, 2, 0) == 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b;
      return packed ? new Compressed(channel) : plain;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** As {@link #read}, but less than the length only at the end. */
  default int full(byte[] bytes, int length, long offset) throws IOException {
    byte[] part = new byte[length];
    int done = 0;
    while (done < length) {
      int read = read(part, length - done, offset + done);
      if (read <= 0) {
        break;
      }
      System.arraycopy(part, 0, bytes, done, read);
      done += read;
    }
    return done;
  }

  /**
   * A digest of what stands at the beginning and right before an offset; a word of its own if there
   * is less than that.
   */
  default String print(long offset) throws IOException {
    int edge = (int) Math.min(EDGE, offset);
    byte[] bytes = new byte[2 * EDGE];
    byte[] tail = new byte[EDGE];
    if (full(bytes, edge, 0) < edge || full(tail, edge, offset - edge) < edge) {
      return "short";
    }
    System.arraycopy(tail, 0, bytes, EDGE, edge);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A file as it is. */
  final class Plain implements Content {
    private final FileChannel channel;

    Plain(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public int read(byte[] bytes, int length, long offset) throws IOException {
      return channel.read(ByteBuffer.wrap(bytes, 0, length), offset);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /** What a file unpacks to; going back begins anew. */
  final class Compressed implements Content {
    private static final int BUFFER = 1 << 16;

    private final FileChannel channel;
    private InputStream in;
    private long at;

    Compressed(FileChannel channel) throws IOException {
      this.channel = channel;
      this.in = unpacked();
    }

    private InputStream unpacked() throws IOException {
      channel.position(0);
      return new GZIPInputStream(Channels.newInputStream(channel), BUFFER);
    }

    @Override
    public int read(byte[] bytes, int length, long offset) throws IOException {
      if (offset < at) {
        in = unpacked();
        at = 0;
      }
      while (at < offset) {
        long skipped = in.skip(offset - at);
        if (skipped <= 0 && in.read() < 0) {
          return -1;
        }
        at += Math.max(1, skipped);
      }
      int read = in.read(bytes, 0, length);
      at += Math.max(0, read);
      return read;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
