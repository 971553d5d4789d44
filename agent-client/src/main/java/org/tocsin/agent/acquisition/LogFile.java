package org.tocsin.agent.acquisition;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A log file, compressed with gzip or not, which counts how much of it was read. */
public final class LogFile {
  private static final int BUFFER = 1 << 16;

  private final Path path;
  private final Counting counting;
  private final InputStream content;

  private LogFile(Path path, Counting counting, InputStream content) {
    this.path = path;
    this.counting = counting;
    this.content = content;
  }

  public static LogFile open(Path path) throws IOException {
    Counting counting = new Counting(Files.newInputStream(path));
    try {
      BufferedInputStream buffered = new BufferedInputStream(counting, BUFFER);
      return new LogFile(path, counting, isGzip(buffered) ? gunzip(buffered) : buffered);
    } catch (IOException e) {
      counting.close();
      throw e;
    }
  }

  private static InputStream gunzip(InputStream in) throws IOException {
    return new GZIPInputStream(in, BUFFER);
  }

  private static boolean isGzip(InputStream in) throws IOException {
    in.mark(2);
    boolean magic = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return magic;
  }

  public LineReader lines() {
    return new LineReader(content);
  }

  /** How much of the file has been read, from 0 to 1. */
  public double progress() throws IOException {
    long size = Files.size(path);
    return size == 0 ? 1 : Math.min(1, (double) counting.count / size);
  }

  private static final class Counting extends java.io.FilterInputStream {
    private long count;

    Counting(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count += read < 0 ? 0 : 1;
      return read;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int read = super.read(bytes, from, length);
      count += Math.max(0, read);
      return read;
    }
  }
}
