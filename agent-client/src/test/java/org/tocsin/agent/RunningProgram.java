package org.tocsin.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A program that runs while a test does, and what it said so far. */
final class RunningProgram implements Closeable {
  private static final Duration LIMIT = Duration.ofSeconds(40);

  /** What is waited for. */
  @FunctionalInterface
  interface Condition<E extends Exception> {
    boolean holds() throws E;
  }

  private final Process process;
  private final Path output;

  RunningProgram(Path output, List<String> command) throws IOException {
    this.output = output;
    this.process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
  }

  String said() throws IOException {
    return Files.readString(output);
  }

  /** Waits until something holds, as long as the program runs. */
  <E extends Exception> void await(String what, Condition<E> holds) throws E, IOException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!holds.holds()) {
      assertThat(process.isAlive()).as("runs until %s; it said:%n%s", what, said()).isTrue();
      assertThat(System.nanoTime()).as("%s; it said:%n%s", what, said()).isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  /** Asks it to end, and makes it if it does not. */
  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("did not end when asked to; it said " + said());
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
