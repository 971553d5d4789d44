package org.tocsin.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program that was started, with what it printed in a file; it is ended when this is closed. */
final class Program implements AutoCloseable {
  private static final long SECONDS_TO_END = 20;

  private final String name;
  private final Process process;
  private final Path output;
  private final Patience patience;

  private Program(String name, Process process, Path output, Patience patience) {
    this.name = name;
    this.process = process;
    this.output = output;
    this.patience = patience;
  }

  static Program start(String name, Path folder, Patience patience, List<String> command)
      throws DemoFailed {
    Path output = folder.resolve(name + ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      process.getOutputStream().close();
      return new Program(name, process, output, patience);
    } catch (IOException e) {
      throw new DemoFailed(name + " cannot be started: " + e.getMessage(), e);
    }
  }

  /** The groups of the first line that matches, once it was printed. */
  Matcher line(Pattern pattern) throws DemoFailed {
    patience.until(
        name + " to print '" + pattern + "'",
        () -> {
          boolean found = find(pattern).isPresent();
          if (!found && !process.isAlive()) {
            throw new DemoFailed(name + " ended by itself; it printed:\n" + printed());
          }
          return found;
        });
    return find(pattern).orElseThrow(() -> new DemoFailed(name + " took back what it printed"));
  }

  private Optional<Matcher> find(Pattern pattern) throws DemoFailed {
    return printed().lines().map(pattern::matcher).filter(Matcher::find).findFirst();
  }

  /** Waits until the program ends by itself and succeeds. */
  void succeed() throws DemoFailed {
    patience.until(name + " to end", () -> !process.isAlive());
    if (process.exitValue() != 0) {
      throw new DemoFailed(name + " failed; it printed:\n" + printed());
    }
  }

  private String printed() throws DemoFailed {
    try {
      return Files.readString(output, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new DemoFailed("cannot read " + output, e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
