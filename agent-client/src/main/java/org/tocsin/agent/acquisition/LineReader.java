package org.tocsin.agent.acquisition;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Lines of a log, whatever its bytes are: a line longer than the cap is cut there and counted, one
 * that is no UTF-8 is read as Latin-1, which loses nothing. Empty lines are skipped.
 */
public final class LineReader implements Closeable {
  /** How many bytes of a line are looked at. */
  public static final int LONGEST = 64 * 1024;

  private static final int CHUNK = 1 << 16;

  private final InputStream in;
  private final LineCutter cutter;
  private final byte[] chunk = new byte[CHUNK];
  private long read;

  public LineReader(InputStream in) {
    this(in, LONGEST);
  }

  LineReader(InputStream in, int longest) {
    this.in = in;
    this.cutter = new LineCutter(longest);
  }

  /** The next line that is not empty; nothing at the end. */
  public Optional<String> next() throws IOException {
    for (Optional<String> line = cutter.next(); ; line = cutter.next()) {
      if (line.isPresent()) {
        return line;
      }
      int more = in.read(chunk, 0, CHUNK);
      if (more <= 0) {
        return cutter.rest();
      }
      read += more;
      cutter.feed(chunk, 0, more);
    }
  }

  /** How many lines were cut. */
  public long cut() {
    return cutter.cut();
  }

  /** How many bytes were read. */
  public long bytes() {
    return read;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
