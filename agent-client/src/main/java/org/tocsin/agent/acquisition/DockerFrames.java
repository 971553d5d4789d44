package org.tocsin.agent.acquisition;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a container writes: messages of each stream with their times, joined to lines. */
final class DockerFrames {
  private static final int CHUNK = 1 << 16;
  private static final int LONGEST_TIME = 40;

  /** Is given a line and the time of its last part; false when that shall be the last. */
  interface Taker {
    boolean take(String line, Instant time);
  }

  private final DataInputStream in;
  private final byte[] chunk = new byte[CHUNK];
  private final Map<Integer, LineCutter> streams = new HashMap<>();
  private Instant time = Instant.EPOCH;
  private long bytes;

  DockerFrames(InputStream in) {
    this.in = new DataInputStream(in);
  }

  /** Gives on what comes, to the end or until nothing more is wanted. */
  void read(boolean terminal, Taker taker) throws IOException {
    if (terminal) {
      readLines(taker);
      return;
    }
    while (true) {
      int stream = in.read();
      if (stream < 0) {
        return;
      }
      try {
        in.readFully(chunk, 0, 3);
        if (!readFrame(stream, Integer.toUnsignedLong(in.readInt()), taker)) {
          return;
        }
      } catch (EOFException e) {
        return;
      }
    }
  }

  private void readLines(Taker taker) throws IOException {
    LineReader lines = new LineReader(in, LineReader.LONGEST + LONGEST_TIME);
    for (Optional<String> next = lines.next(); next.isPresent(); next = lines.next()) {
      String line = next.get();
      bytes = lines.bytes();
      byte[] start =
          line.substring(0, Math.min(LONGEST_TIME, line.length())).getBytes(StandardCharsets.UTF_8);
      String said = line.substring(timeIn(start, start.length));
      if (!said.isEmpty() && !taker.take(said, time)) {
        return;
      }
    }
  }

  private boolean readFrame(int stream, long length, Taker taker) throws IOException {
    LineCutter cutter = streams.computeIfAbsent(stream, any -> new LineCutter(LineReader.LONGEST));
    boolean first = true;
    for (long left = length; left > 0; first = false) {
      int part = (int) Math.min(left, CHUNK);
      in.readFully(chunk, 0, part);
      left -= part;
      bytes += part;
      cutter.feed(chunk, first ? timeIn(chunk, part) : 0, part);
      for (Optional<String> line = cutter.next(); line.isPresent(); line = cutter.next()) {
        if (!taker.take(line.get(), time)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Reads the time at the beginning, and says how long it is. */
  private int timeIn(byte[] start, int length) {
    int end = 0;
    while (end < length && end < LONGEST_TIME && start[end] != ' ') {
      end++;
    }
    if (end == length || end == LONGEST_TIME) {
      return 0;
    }
    try {
      time = Instant.parse(new String(start, 0, end, StandardCharsets.ISO_8859_1));
      return end + 1;
    } catch (DateTimeException e) {
      return 0;
    }
  }

  long cut() {
    return streams.values().stream().mapToLong(LineCutter::cut).sum();
  }

  long bytes() {
    return bytes;
  }
}
