package org.tocsin.lab;

import java.util.SplittableRandom;

/**
 * Random numbers for one purpose. The numbers of one purpose do not depend on how many another
 * purpose takes, and are the same on every machine.
 */
final class Draw {

  /** What numbers are drawn for, with the salt that keeps its stream apart from the others. */
  enum Purpose {
    ORGANISATIONS(1),
    GROUPS(2),
    RANKS(3),
    ADDRESSES(4),
    ATTACKER(5),
    CONTACTS(6),
    CRAWLERS(7),
    MONITORS(8),
    SHARED_EGRESSES(9),
    MISTAKES(10),
    SENSOR_GROUPS(11),
    SENSOR_HOMES(12),
    CAMPAIGN(13),
    DECOYS(14);

    private final long salt;

    Purpose(long salt) {
      this.salt = salt;
    }
  }

  private static final double MOST_SINGLE_DRAWS = 60;

  private final SplittableRandom random;

  Draw(SplittableRandom random) {
    this.random = random;
  }

  /** Starts the stream of a purpose, and of one thing within it. */
  static Draw of(long seed, Purpose purpose, long... which) {
    long mixed = scatter(seed * 0x9e3779b97f4a7c15L + purpose.salt);
    for (long part : which) {
      mixed = scatter(mixed ^ scatter(part + 0x632be59bd9b4e019L));
    }
    return new Draw(new SplittableRandom(mixed));
  }

  private static long scatter(long bits) {
    long mixed = (bits ^ bits >>> 33) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ mixed >>> 33;
  }

  SplittableRandom generator() {
    return random;
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  double between(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** Returns a number of at least 1 whose tail falls with the power {@code shape}. */
  double pareto(double shape) {
    return StrictMath.pow(1 - random.nextDouble(), -1 / shape);
  }

  double exponential(double mean) {
    return -mean * StrictMath.log(1 - random.nextDouble());
  }

  double logNormal(double median, double sigma) {
    return median * StrictMath.exp(sigma * gaussian());
  }

  private double gaussian() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
  }

  int poisson(double mean) {
    if (mean > MOST_SINGLE_DRAWS) {
      return (int) Math.max(0, Math.round(mean + StrictMath.sqrt(mean) * gaussian()));
    }
    double left = StrictMath.exp(-mean);
    int count = -1;
    for (double product = 1; product > left; product *= random.nextDouble()) {
      count++;
    }
    return Math.max(count, 0);
  }

  /** Returns a place in a table of running totals, each with the weight it adds. */
  int weighted(double[] runningTotals) {
    double at = random.nextDouble() * runningTotals[runningTotals.length - 1];
    for (int i = 0; ; i++) {
      if (at < runningTotals[i] || i == runningTotals.length - 1) {
        return i;
      }
    }
  }

  /** Mixes the order, the same way for the same stream. */
  void shuffle(int[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int swap = values[i];
      values[i] = values[other];
      values[other] = swap;
    }
  }
}
