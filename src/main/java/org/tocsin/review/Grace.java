package org.tocsin.review;

import java.time.Duration;

/**
 * For how long a decision can be taken back.
 *
 * @param time not negative, and at most an hour: what was decided has to take effect some day
 */
public record Grace(Duration time) {

  private static final Duration MOST = Duration.ofHours(1);

  /** Refuses what would be no grace. */
  public Grace {
    if (time.isNegative() || time.compareTo(MOST) > 0) {
      throw new IllegalArgumentException("tocsin.review.grace must be from 0s to 1h");
    }
  }
}
