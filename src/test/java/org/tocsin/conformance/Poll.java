package org.tocsin.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what another process does: asks again and again until an answer or the deadline. */
final class Poll {
  private static final Duration PAUSE = Duration.ofMillis(50);

  /** One look at the outside; empty means not yet. */
  @FunctionalInterface
  interface Probe<T> {
    Optional<T> look() throws IOException;
  }

  private Poll() {}

  /**
   * Returns the first answer of the probe.
   *
   * @param what completes the sentence "timed out waiting for"
   * @param state what to show when the deadline passes, asked only then
   */
  static <T> T until(String what, Duration limit, Probe<T> probe, Supplier<String> state) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      Optional<T> answer = look(probe);
      if (answer.isPresent()) {
        return answer.get();
      }
      if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
        throw new AssertionError(
            "timed out after " + limit + " waiting for " + what + "\n" + state.get());
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private static <T> Optional<T> look(Probe<T> probe) {
    try {
      return probe.look();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
