package org.tocsin.lab;

import java.util.SplittableRandom;

/** A random order. */
final class Shuffle {

  private Shuffle() {}

  static int[] of(int[] values, SplittableRandom random) {
    int[] shuffled = values.clone();
    for (int i = shuffled.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int swap = shuffled[i];
      shuffled[i] = shuffled[other];
      shuffled[other] = swap;
    }
    return shuffled;
  }
}
