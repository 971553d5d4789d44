package org.tocsin.app.postgres;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for something that only the operating system can show, by asking it again and again. */
final class Deadline {
  private static final long PAUSE_MILLIS = 10;

  private Deadline() {}

  /** Returns whether the condition came true in time; gives up at once when interrupted. */
  static boolean met(Duration limit, BooleanSupplier condition) {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return condition.getAsBoolean();
      }
    }
    return true;
  }
}
