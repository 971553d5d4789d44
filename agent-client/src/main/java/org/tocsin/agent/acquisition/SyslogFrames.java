package org.tocsin.agent.acquisition;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Messages on a connection, each with its length before it or a line end behind it (RFC 6587), as
 * the sender likes. What is longer than the cap is cut there.
 */
final class SyslogFrames {
  private static final int MOST_DIGITS = 7;

  private final InputStream in;
  private final byte[] frame;
  private final LineText text = new LineText();
  private int length;
  private long cut;
  private long bytes;

  SyslogFrames(InputStream in, int longest) {
    this.in = new BufferedInputStream(in);
    this.frame = new byte[Math.max(longest, MOST_DIGITS + 2)];
  }

  /** The next message that is not empty; nothing at the end. */
  Optional<String> next() throws IOException {
    while (true) {
      length = 0;
      int first = read();
      if (first < 0) {
        return Optional.empty();
      }
      long before = cut;
      if (first >= '1' && first <= '9') {
        readCounted(first);
      } else {
        readLine(first);
      }
      cut = Math.min(cut, before + 1);
      if (length > 0) {
        return Optional.of(text.of(frame, 0, length));
      }
    }
  }

  long cut() {
    return cut;
  }

  long bytes() {
    return bytes;
  }

  private int read() throws IOException {
    int read = in.read();
    bytes += read < 0 ? 0 : 1;
    return read;
  }

  private void keep(int c) {
    if (length < frame.length) {
      frame[length++] = (byte) c;
    } else {
      cut++;
    }
  }

  /** Reads a counted message; what turns out to be none is kept as the beginning of a line. */
  private void readCounted(int first) throws IOException {
    int c = first;
    int count = 0;
    while (c >= '0' && c <= '9' && length < MOST_DIGITS) {
      keep(c);
      count = count * 10 + c - '0';
      c = read();
    }
    if (c != ' ') {
      readLine(c);
      return;
    }
    keep(c);
    c = read();
    if (c != '<') {
      readLine(c);
      return;
    }
    length = 0;
    for (int left = count; left > 0 && c >= 0; left--) {
      keep(c);
      c = left > 1 ? read() : 0;
    }
    while (length > 0 && (frame[length - 1] == '\n' || frame[length - 1] == '\r')) {
      length--;
    }
  }

  private void readLine(int first) throws IOException {
    for (int c = first; c >= 0 && c != '\n' && c != 0; c = read()) {
      keep(c);
    }
    if (length > 0 && frame[length - 1] == '\r') {
      length--;
    }
  }
}
