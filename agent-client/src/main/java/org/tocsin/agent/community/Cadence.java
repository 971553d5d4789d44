package org.tocsin.agent.community;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When to do something again: at intervals that are never quite the same, so that agents do not all
 * come at once, and sooner after a failure, but less and less soon. Used by one thread.
 */
final class Cadence {
  private static final Duration LONGEST_REQUEST_TO_WAIT = Duration.ofHours(6);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);
  private static final int MOST_DOUBLINGS = 10;

  private final Duration every;
  private final Duration jitter;
  private final Duration firstRetry;
  private final RandomGenerator random;
  private int failures;

  Cadence(Duration every, Duration jitter, Duration firstRetry, RandomGenerator random) {
    this.every = every;
    this.jitter = jitter;
    this.firstRetry = firstRetry;
    this.random = random;
  }

  int failures() {
    return failures;
  }

  Instant afterSuccess(Instant now) {
    failures = 0;
    long spread = jitter.toMillis();
    return now.plus(every).plusMillis(spread == 0 ? 0 : random.nextLong(-spread, spread + 1));
  }

  /** Up to half as long again as twice the wait before, and no sooner than the server asked for. */
  Instant afterFailure(Instant now, Optional<Duration> askedFor) {
    Duration doubled = firstRetry.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
    failures++;
    Duration wait = doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
    Duration least =
        askedFor
            .map(
                asked ->
                    asked.compareTo(LONGEST_REQUEST_TO_WAIT) < 0 ? asked : LONGEST_REQUEST_TO_WAIT)
            .filter(asked -> asked.compareTo(wait) > 0)
            .orElse(wait);
    return now.plus(least).plusMillis(random.nextLong(least.toMillis() / 2 + 1));
  }
}
