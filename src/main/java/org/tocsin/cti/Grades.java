package org.tocsin.cti;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The numbers that clients read, from 0 to 5.
 *
 * @param threat how bad what it did is: the severity of its worst known scenario
 * @param trust how sure it is: the class of how many organisations saw it
 * @param seen when it was last seen, to the day
 */
record Grades(int threat, int trust, Optional<Instant> seen) {

  private static final int MOST = 5;

  /** Returns the class of a count, so that no count is told. */
  static int trust(int organisations) {
    if (organisations < 2) {
      return organisations == 0 ? 0 : 1;
    }
    return organisations == 2 ? 2 : organisations < 10 ? 3 : organisations < 100 ? 4 : MOST;
  }

  /** Returns how many others are likely to see the address too, from 0 to 10. */
  int noise() {
    return trust * 2;
  }

  /** Returns that as a word. */
  String noiseWord() {
    return trust == 0 ? "none" : trust < 3 ? "low" : trust < 4 ? "medium" : "high";
  }

  /** Returns all there is to say of it: as bad as it is sure, rounded up. */
  int total() {
    return threat == 0 && trust == 0 ? 0 : (threat + trust + 1) / 2;
  }

  /** Returns whether it was seen within a time, days counting whole. */
  boolean within(Duration time, Instant now) {
    return seen.filter(day -> !day.plus(time).isBefore(now)).isPresent();
  }
}
