package org.tocsin.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a running process has printed so far, kept in a file.
 *
 * @param file appended to by the process
 */
record LogFile(Path file) {
  private static final int TAIL_LINES = 80;

  /** The present end, to look only at what comes after it. */
  int mark() {
    return text().length();
  }

  /** The first match behind the mark; fails at once when the process ends without it. */
  MatchResult await(Process process, int mark, String regex, Duration limit) {
    Pattern pattern = Pattern.compile(regex);
    return Poll.until(
        "/" + regex + "/ in " + file,
        limit,
        () -> {
          // Asked before reading, so that the last words of a process that just ended are seen.
          boolean alive = process.isAlive();
          Matcher matcher = pattern.matcher(text().substring(mark));
          if (matcher.find()) {
            return Optional.of(matcher.toMatchResult());
          }
          if (!alive) {
            throw new AssertionError(
                "exit " + process.exitValue() + " before /" + regex + "/ in " + file + tail());
          }
          return Optional.empty();
        },
        this::tail);
  }

  /** The last lines, for failure messages. */
  String tail() {
    var lines = text().lines().toList();
    return "\n--- end of "
        + file
        + "\n"
        + String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
  }

  private String text() {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
