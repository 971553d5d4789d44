package org.tocsin.agent.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs programs to their end and tells how long they took and how much of the processors. */
final class TimedCommand {
  private static final Duration LONGEST = Duration.ofMinutes(20);
  private static final Pattern TIME = Pattern.compile("(\\d+)m([\\d.]+)s (\\d+)m([\\d.]+)s\\s*\\z");

  /** The shell that starts the program also knows what its children took; all systems have it. */
  private static final String SCRIPT = "\"$@\"; code=$?; times >\"$TIMES\"; exit $code";

  private final Path folder;
  private final InstantSource clock;

  /**
   * @param folder where the output of programs is put
   * @param clock tells how long they took
   */
  TimedCommand(Path folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /** How a program ended, what it printed and what it took. */
  record Result(int code, List<String> output, double seconds, double processorSeconds) {
    Outcome.Ran ran(int lines, List<Finding> findings) {
      return new Outcome.Ran(lines, seconds, processorSeconds, findings);
    }
  }

  /** Runs it in that folder; what it prints on either stream is its output. */
  Result run(List<String> command) throws IOException, InterruptedException {
    List<String> shell = new ArrayList<>(List.of("sh", "-c", SCRIPT, "sh"));
    shell.addAll(command);
    Path output = folder.resolve("output");
    Path times = folder.resolve("times");
    ProcessBuilder builder = new ProcessBuilder(shell).directory(folder.toFile());
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("TIMES", times.toString());
    Instant start = clock.instant();
    Process process = builder.start();
    try {
      if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException(command.get(0) + ": not done after " + LONGEST.toMinutes() + " min");
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    double seconds = Duration.between(start, clock.instant()).toMillis() / 1000.0;
    return new Result(process.exitValue(), lines(output), seconds, processorSeconds(times));
  }

  private static List<String> lines(Path output) throws IOException {
    return new String(Files.readAllBytes(output), java.nio.charset.StandardCharsets.ISO_8859_1)
        .lines()
        .toList();
  }

  /** The last line is that of the children: minutes and seconds in user and in system mode. */
  private static double processorSeconds(Path times) throws IOException {
    Matcher matcher = TIME.matcher(Files.readString(times));
    if (!matcher.find()) {
      throw new IOException("the shell does not tell times");
    }
    double minutes = Double.parseDouble(matcher.group(1)) + Double.parseDouble(matcher.group(3));
    return minutes * 60
        + Double.parseDouble(matcher.group(2))
        + Double.parseDouble(matcher.group(4));
  }
}
