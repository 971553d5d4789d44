package org.tocsin.lab;

import java.util.function.LongSupplier;

/** Plays the honest stream and a campaign into one method and keeps the score. */
final class Runner {

  private final World world;
  private final LongSupplier processorNanos;

  /**
   * Makes a runner for one world; it may be used for many runs, one after the other.
   *
   * @param processorNanos the processor time this thread has used
   */
  Runner(World world, LongSupplier processorNanos) {
    this.world = world;
    this.processorNanos = processorNanos;
  }

  /** Plays one cell: one method under one campaign with a share of the honest agents. */
  Metrics run(Method.Maker maker, Campaign campaign, double budget, Progress progress) {
    throw new UnsupportedOperationException("not played yet " + world + processorNanos);
  }
}
