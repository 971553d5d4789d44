package org.tocsin.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tocsin.address.Prefix;

/**
 * Hands out public addresses, each /24 to one kind of owner only. Attackers cluster as on real
 * lists: 83 % of the /24s with an attacker hold one, and the fullest 1 % hold 17 % of all.
 */
final class AddressSpace {

  private static final double IN_HOT_RANGE = 0.15;
  private static final double ATTACKERS_IN_ONE_HOT_RANGE = 22;
  private static final double NEW_RANGE = 0.82;
  private static final int MOST_IN_RANGE = 250;

  private final Draw draw;
  private final Set<Integer> taken = new HashSet<>();
  private final Map<Integer, Integer> used = new HashMap<>();
  private final List<Integer> attackerRanges = new ArrayList<>();
  private final List<Integer> hotRanges = new ArrayList<>();
  private int attackers;

  AddressSpace(Draw draw) {
    this.draw = draw;
  }

  /** Returns the first address of a /24 that nobody has yet. */
  int range() {
    while (true) {
      int range = draw.below(1 << 24) << 8;
      if (Community.toAddress(range).isPublic()
          && Community.toAddress(range | 0xff).isPublic()
          && taken.add(range)) {
        return range;
      }
    }
  }

  /** Returns an attacker's address. */
  int attacker() {
    attackers++;
    int range = rangeForAttacker();
    int place = used.merge(range, 1, Integer::sum);
    return range | place;
  }

  private int rangeForAttacker() {
    int range = draw.chance(IN_HOT_RANGE) ? hot() : ordinary();
    return used.getOrDefault(range, 0) < MOST_IN_RANGE ? range : fresh();
  }

  private int hot() {
    if (hotRanges.size() <= attackers * IN_HOT_RANGE / ATTACKERS_IN_ONE_HOT_RANGE) {
      hotRanges.add(range());
    }
    return hotRanges.get(draw.below(hotRanges.size()));
  }

  private int ordinary() {
    if (attackerRanges.isEmpty() || draw.chance(NEW_RANGE)) {
      return fresh();
    }
    int range = attackerRanges.get(draw.below(attackerRanges.size()));
    attackerRanges.add(range);
    return range;
  }

  private int fresh() {
    int range = range();
    attackerRanges.add(range);
    return range;
  }

  static Prefix prefix(int range) {
    return new Prefix(Community.toAddress(range), 24);
  }
}
