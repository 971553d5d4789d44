package org.tocsin.curation;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * How much of a vote is left by its age: a table in steps of ten minutes, so that nothing depends
 * on rounding twice. Times are whole microseconds, the finest that is stored.
 */
final class DecayTable {

  private static final long STEP = TimeUnit.MINUTES.toMicros(10);

  private final long fullFor;
  private final long forget;
  private final long[] left;

  DecayTable(Policy.Decay decay) {
    this.fullFor = micros(decay.fullFor());
    this.forget = micros(decay.forget());
    this.left = new long[Math.toIntExact((forget - fullFor) / STEP) + 1];
    for (int i = 0; i < left.length; i++) {
      double halvings = (double) (STEP * i) / micros(decay.halfLife());
      left[i] = (long) StrictMath.rint(Micro.ONE * StrictMath.pow(2, -halvings));
    }
  }

  private static long micros(Duration time) {
    return TimeUnit.SECONDS.toMicros(time.toSeconds());
  }

  /** Returns an instant as microseconds of the epoch. */
  static long micros(Instant at) {
    return TimeUnit.SECONDS.toMicros(at.getEpochSecond())
        + TimeUnit.NANOSECONDS.toMicros(at.getNano());
  }

  /**
   * Returns the instant as of which votes have faded: all of them take their steps together, every
   * ten minutes of the clock, so that nothing has to be looked at in between.
   */
  static long lastStep(long now) {
    return now - Math.floorMod(now, STEP);
  }

  /** Returns whether a sighting of this age, in microseconds, is gone. */
  boolean forgotten(long age) {
    return age > forget;
  }

  /**
   * Returns what is left of a whole vote. An age before the sighting, by a clock that was set back,
   * counts as none.
   *
   * @param age in microseconds
   */
  long at(long age) {
    if (age <= fullFor) {
      return Micro.ONE;
    }
    return age > forget ? 0 : left[(int) ((age - fullFor) / STEP)];
  }
}
