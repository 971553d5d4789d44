package org.tocsin.agent.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A made-up log in a file. */
record MadeLog(Path file, LogMaker.Kind kind, int lines) {

  /** Makes one. */
  static MadeLog make(Path file, LogMaker.Kind kind, int lines, long seed) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      new LogMaker(kind, seed).make(lines, line -> write(out, line));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return new MadeLog(file, kind, lines);
  }

  /** Its first lines in another file. */
  MadeLog first(int most, Path other) throws IOException {
    int fewer = Math.min(lines, most);
    try (BufferedWriter out = Files.newBufferedWriter(other);
        Stream<String> all = Files.lines(file)) {
      all.limit(fewer).forEach(line -> write(out, line));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return new MadeLog(other, kind, fewer);
  }

  private static void write(BufferedWriter out, String line) {
    try {
      out.write(line);
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
