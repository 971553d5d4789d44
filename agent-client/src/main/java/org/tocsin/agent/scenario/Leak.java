package org.tocsin.agent.scenario;

import java.time.Duration;
import java.time.Instant;

/**
 * Whether one more event fits into a leaking bucket. Computed with the same steps in floating point
 * as Go's rate limiter, so that both decide alike on the edge.
 */
final class Leak {
  private static final double NANOS = 1_000_000_000d;

  private double tokens;
  private Instant last = Instant.MIN;

  Leak(int capacity) {
    this.tokens = capacity;
  }

  /** Whether the event fits; time may go back, and the clock of the bucket then goes with it. */
  boolean allows(Scenario.Limits limits, Instant time) {
    int capacity = limits.capacity();
    double perSecond = 1 / seconds(limits.leakSpeed());
    double leaked = leaked(time, perSecond);
    double now = last.equals(Instant.MIN) ? capacity : Math.min(capacity, tokens + leaked);
    double left = now - 1;
    double wait = left < 0 ? -left / perSecond * NANOS : 0;
    if (capacity < 1 || wait >= 1) {
      return false;
    }
    tokens = left;
    last = time;
    return true;
  }

  private double leaked(Instant time, double perSecond) {
    return time.isAfter(last) ? seconds(Duration.between(last, time)) * perSecond : 0;
  }

  private static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() / NANOS;
  }
}
