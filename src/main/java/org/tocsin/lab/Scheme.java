package org.tocsin.lab;

import java.util.SplittableRandom;

/** What a campaign does once its organisations are in. */
interface Scheme {

  /**
   * Puts on the agenda what is decided now.
   *
   * @param from the beginning of the tick; nothing earlier may be added
   * @param until its end
   */
  void plan(long from, long until, Sight sight, Agenda agenda);

  /** How a campaign begins: it brings its organisations in and makes its plan. */
  @FunctionalInterface
  interface Opening {
    Scheme begin(World world, Newcomers newcomers, SplittableRandom random);
  }

  /** Returns whether a tick begins a day. */
  static boolean beginsDay(long from) {
    return from % Timeline.DAY == 0;
  }

  static int dayOf(long time) {
    return Math.toIntExact(time / Timeline.DAY);
  }
}
