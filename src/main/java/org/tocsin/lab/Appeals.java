package org.tocsin.lab;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * Innocents who find themselves on a list, whoever gets it, and say so after a day. Whoever is
 * asked finds them right.
 */
final class Appeals {

  private static final long AFTER = Timeline.DAY;

  private final int[] innocents;
  private final Map<Integer, Long> listedSince = new HashMap<>();

  Appeals(World world) {
    this.innocents =
        Stream.of(Nature.VICTIM, Nature.USER, Nature.MONITOR, Nature.CRAWLER)
            .map(world::addresses)
            .flatMapToInt(Arrays::stream)
            .toArray();
  }

  /** Looks once an hour at who is listed and takes those off who have had enough of it. */
  void advanced(long time, IntPredicate listed, IntConsumer overrule) {
    if (time % Timeline.HOUR != 0) {
      return;
    }
    for (int innocent : innocents) {
      if (!listed.test(innocent)) {
        listedSince.remove(innocent);
      } else if (time - listedSince.computeIfAbsent(innocent, any -> time) >= AFTER) {
        listedSince.remove(innocent);
        overrule.accept(innocent);
      }
    }
  }
}
