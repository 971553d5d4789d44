package org.tocsin.agent.scenario;

import java.time.Duration;
import java.time.Instant;

/**
 * Whether one more event fits into a leaking bucket. Computed with the same steps in floating point
 * as Go's rate limiter, so that both decide alike on the edge.
 */
final class Leak {
  private static final double NANOS = 1_000_000_000d;

  private final int capacity;
  private final double perSecond;
  private double tokens;
  private Instant last = Instant.MIN;

  Leak(int capacity, Duration leakSpeed) {
    this.capacity = capacity;
    this.perSecond = 1 / seconds(leakSpeed);
    this.tokens = capacity;
  }

  /** Whether the event fits; time may go back, and the clock of the bucket then goes with it. */
  boolean allows(Instant time) {
    double now = last.equals(Instant.MIN) ? capacity : Math.min(capacity, tokens + leaked(time));
    double left = now - 1;
    double wait = left < 0 ? -left / perSecond * NANOS : 0;
    if (capacity < 1 || wait >= 1) {
      return false;
    }
    tokens = left;
    last = time;
    return true;
  }

  private double leaked(Instant time) {
    return time.isAfter(last) ? seconds(Duration.between(last, time)) * perSecond : 0;
  }

  private static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() / NANOS;
  }
}
