package org.tocsin.agent.pipeline;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
  private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
  private final byte[] chunk = new byte[CHUNK];
  private int at;
  private int end;
  private byte[] line = new byte[1024];
  private int length;
  private long cut;
  private long read;

  public LineReader(InputStream in) {
    this.in = in;
  }

  /** The next line that is not empty; nothing at the end. */
  public Optional<String> next() throws IOException {
    while (readLine()) {
      int size = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
      if (size > 0) {
        return Optional.of(decode(size));
      }
    }
    return Optional.empty();
  }

  /** How many lines were cut. */
  public long cut() {
    return cut;
  }

  /** How many bytes were read. */
  public long bytes() {
    return read;
  }

  private boolean readLine() throws IOException {
    length = 0;
    boolean any = false;
    boolean tooLong = false;
    while (at < end || fill()) {
      any = true;
      int stop = newline();
      tooLong |= keep(at, stop);
      boolean complete = stop < end;
      at = complete ? stop + 1 : stop;
      if (complete) {
        break;
      }
    }
    cut += tooLong ? 1 : 0;
    return any;
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(chunk, 0, CHUNK));
    read += end;
    return end > 0;
  }

  private int newline() {
    int stop = at;
    while (stop < end && chunk[stop] != '\n') {
      stop++;
    }
    return stop;
  }

  /** Keeps what fits under the cap and says whether something did not. */
  private boolean keep(int from, int to) {
    int fits = Math.min(to - from, LONGEST - length);
    if (length + fits > line.length) {
      line = Arrays.copyOf(line, Math.min(LONGEST, Math.max(line.length * 2, length + fits)));
    }
    System.arraycopy(chunk, from, line, length, fits);
    length += fits;
    return fits < to - from;
  }

  private String decode(int size) {
    for (int i = 0; i < size; i++) {
      if (line[i] < 0) {
        return decodeOther(size);
      }
    }
    return new String(line, 0, size, StandardCharsets.ISO_8859_1);
  }

  private String decodeOther(int size) {
    try {
      return utf8.decode(ByteBuffer.wrap(line, 0, size)).toString();
    } catch (CharacterCodingException e) {
      return new String(line, 0, size, StandardCharsets.ISO_8859_1);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
