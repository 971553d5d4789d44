package org.tocsin.curation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who is near enough to an organisation to be told what it saw. Organisations are numbered here
 * from zero, so that the neighbours of many can be counted a word of bits at a time. Immutable.
 */
final class Neighbours {

  static final Neighbours NONE = new Neighbours(List.of());

  private final List<Long> organisations = new ArrayList<>();
  private final Map<Long, BitSet> near = new HashMap<>();

  /** Makes every two of a pair neighbours of each other. */
  Neighbours(Iterable<TrustLedger.Pair> pairs) {
    Map<Long, Integer> numbers = new HashMap<>();
    for (TrustLedger.Pair pair : pairs) {
      put(pair.one(), number(numbers, pair.other()));
      put(pair.other(), number(numbers, pair.one()));
    }
  }

  private int number(Map<Long, Integer> numbers, long organisation) {
    Integer known = numbers.putIfAbsent(organisation, organisations.size());
    if (known == null) {
      organisations.add(organisation);
      return organisations.size() - 1;
    }
    return known;
  }

  private void put(long organisation, int neighbour) {
    near.computeIfAbsent(organisation, any -> new BitSet()).set(neighbour);
  }

  /** Returns who is near at least some of the given organisations. */
  Set<Long> near(Iterable<Long> witnesses, int least) {
    // What is in atLeast[n] is near more than n of the witnesses looked at so far.
    BitSet[] atLeast = new BitSet[least];
    for (int i = 0; i < least; i++) {
      atLeast[i] = new BitSet(organisations.size());
    }
    for (Long witness : witnesses) {
      BitSet of = near.get(witness);
      if (of != null) {
        for (int i = least - 1; i > 0; i--) {
          BitSet again = (BitSet) of.clone();
          again.and(atLeast[i - 1]);
          atLeast[i].or(again);
        }
        atLeast[0].or(of);
      }
    }
    Set<Long> found = new TreeSet<>();
    atLeast[least - 1].stream().forEach(number -> found.add(organisations.get(number)));
    return found;
  }
}
