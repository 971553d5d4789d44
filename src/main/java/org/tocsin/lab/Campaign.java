package org.tocsin.lab;

import java.util.List;
import java.util.SplittableRandom;

/** An attack on the list. It is made for one run and may keep state. */
interface Campaign {

  /** Returns its short name, {@code A1} and so on, {@code none} for a quiet world. */
  String name();

  /**
   * Brings its organisations in. Called once, before the stream begins.
   *
   * @param random the campaign's own random numbers, for all it draws
   */
  void join(World world, Newcomers newcomers, SplittableRandom random);

  /**
   * Returns the reports it sends from {@code from} up to, not including, {@code until}, in any
   * order. Called once for each {@link Timeline#TICK}. A report whose organisation is honest stands
   * for a spoofed or reflected packet at that sensor.
   */
  List<Report> reports(long from, long until, Sight sight);

  /** No attack. */
  static Campaign none() {
    return new Campaign() {
      @Override
      public String name() {
        return "none";
      }

      @Override
      public void join(World world, Newcomers newcomers, SplittableRandom random) {}

      @Override
      public List<Report> reports(long from, long until, Sight sight) {
        return List.of();
      }
    };
  }
}
