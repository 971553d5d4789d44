package org.tocsin.curation;

import java.time.Duration;

/**
 * How much of a vote is left by its age: a table in steps of ten minutes, so that nothing depends
 * on rounding twice.
 */
final class DecayTable {

  private static final Duration STEP = Duration.ofMinutes(10);

  private final Policy.Decay decay;
  private final long[] left;

  DecayTable(Policy.Decay decay) {
    this.decay = decay;
    this.left = new long[steps(decay.forget().minus(decay.fullFor())) + 1];
    for (int i = 0; i < left.length; i++) {
      double halvings = (double) (STEP.toMillis() * i) / decay.halfLife().toMillis();
      left[i] = (long) StrictMath.rint(Micro.ONE * StrictMath.pow(2, -halvings));
    }
  }

  private static int steps(Duration time) {
    return Math.toIntExact(time.dividedBy(STEP));
  }

  /**
   * Returns what is left of a whole vote. An age before the sighting, by a clock that was set back,
   * counts as none.
   */
  long at(Duration age) {
    if (age.compareTo(decay.fullFor()) <= 0) {
      return Micro.ONE;
    }
    return age.compareTo(decay.forget()) > 0 ? 0 : left[steps(age.minus(decay.fullFor()))];
  }
}
