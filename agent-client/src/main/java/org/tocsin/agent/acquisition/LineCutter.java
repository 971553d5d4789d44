package org.tocsin.agent.acquisition;

import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts bytes into lines as they come. Of a line longer than the cap only what fits is kept, and no
 * more than that is ever held. Empty lines are skipped; one carriage return at an end is dropped.
 */
final class LineCutter {
  private final int longest;
  private final LineText text = new LineText();
  private byte[] chunk = new byte[0];
  private int at;
  private int end;
  private byte[] line = new byte[1024];
  private int length;
  private boolean tooLong;
  private long pending;
  private long passed;
  private long cut;

  LineCutter(int longest) {
    this.longest = longest;
  }

  /**
   * Takes bytes, to be asked for with {@link #next} until there is nothing; they are not copied.
   */
  void feed(byte[] bytes, int from, int to) {
    chunk = bytes;
    at = from;
    end = to;
  }

  /** The next whole line; nothing if it takes more bytes. */
  Optional<String> next() {
    while (at < end) {
      int stop = newline();
      keep(at, stop);
      if (stop == end) {
        pending += stop - at;
        at = stop;
        return Optional.empty();
      }
      passed += pending + stop + 1 - at;
      at = stop + 1;
      Optional<String> whole = finish();
      if (whole.isPresent()) {
        return whole;
      }
    }
    return Optional.empty();
  }

  /** What is left when no more bytes come: a line without an end. */
  Optional<String> rest() {
    passed += pending;
    return finish();
  }

  /** How many bytes the lines had that were given out or skipped, with their ends. */
  long passed() {
    return passed;
  }

  /** How many lines were cut. */
  long cut() {
    return cut;
  }

  private Optional<String> finish() {
    int size = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
    cut += tooLong ? 1 : 0;
    length = 0;
    pending = 0;
    tooLong = false;
    return size == 0 ? Optional.empty() : Optional.of(text.of(line, 0, size));
  }

  private int newline() {
    int stop = at;
    while (stop < end && chunk[stop] != '\n') {
      stop++;
    }
    return stop;
  }

  private void keep(int from, int to) {
    int fits = Math.min(to - from, longest - length);
    if (length + fits > line.length) {
      line = Arrays.copyOf(line, Math.min(longest, Math.max(line.length * 2, length + fits)));
    }
    System.arraycopy(chunk, from, line, length, fits);
    length += fits;
    tooLong |= fits < to - from;
  }
}
