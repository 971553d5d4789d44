package org.tocsin.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Waits for something that another program does.
 *
 * @param clock the wall clock
 * @param longest how long at most
 */
public record Patience(InstantSource clock, Duration longest) {
  private static final long PAUSE_MILLIS = 100;

  /** Something that is so, or not yet. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws DemoFailed;
  }

  void until(String what, Condition condition) throws DemoFailed {
    Instant end = clock.instant().plus(longest);
    while (!condition.holds()) {
      if (clock.instant().isAfter(end)) {
        throw new DemoFailed("waited " + longest.toSeconds() + " s in vain for " + what);
      }
      pause();
    }
  }

  private static void pause() throws DemoFailed {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoFailed("interrupted", e);
    }
  }
}
