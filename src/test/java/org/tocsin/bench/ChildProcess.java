package org.tocsin.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process this benchmark started, with whatever that process starts itself. */
final class ChildProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final int TAIL_LINES = 5;

  private final Process process;
  private final Path log;

  private ChildProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static ChildProcess start(List<String> command, Path folder, Path log) {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      process.getOutputStream().close();
      return new ChildProcess(process, log);
    } catch (IOException e) {
      throw new BenchmarkFailed("cannot start " + command.get(0), e);
    }
  }

  long pid() {
    return process.pid();
  }

  /** Waits for a line of output that starts like this, and returns the rest of it. */
  String awaitLine(String start, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<String> line = find(start);
      if (line.isPresent()) {
        return line.get();
      }
      checkAlive();
      Readiness.pause();
    }
    throw new BenchmarkFailed("no line '" + start + "' within " + patience + "; " + tail());
  }

  void checkAlive() {
    if (!process.isAlive()) {
      throw new BenchmarkFailed("it ended with code " + process.exitValue() + "; " + tail());
    }
  }

  /** Waits for the end and returns everything the process wrote. */
  String output(Duration patience) {
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new BenchmarkFailed("it did not end within " + patience);
      }
      if (process.exitValue() != 0) {
        throw new BenchmarkFailed("it ended with code " + process.exitValue() + "; " + tail());
      }
      return Files.readString(log);
    } catch (IOException e) {
      throw new BenchmarkFailed("cannot read " + log, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkFailed("interrupted");
    }
  }

  private Optional<String> find(String start) {
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .filter(line -> line.startsWith(start))
          .map(line -> line.substring(start.length()).strip())
          .findFirst();
    } catch (IOException e) {
      throw new BenchmarkFailed("cannot read " + log, e);
    }
  }

  private String tail() {
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
      return "its last words: "
          + String.join(" | ", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (IOException e) {
      return "its output cannot be read";
    }
  }

  /** Returns the processor time used so far by the process itself. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Returns the processor time used so far by the living processes below it. */
  Duration cpuOfDescendants() {
    return process
        .descendants()
        .map(child -> child.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  Stream<ProcessHandle> descendants() {
    return process.descendants();
  }

  /** Ends the process in good order, and by force whatever of it is left after a while. */
  @Override
  public void close() {
    List<ProcessHandle> descendants = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
    descendants.forEach(ProcessHandle::destroyForcibly);
  }
}
