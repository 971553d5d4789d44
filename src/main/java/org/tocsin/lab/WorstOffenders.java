package org.tocsin.lab;

import java.util.BitSet;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The global worst offender list: what most organisations named, the latest first among equals. */
final class WorstOffenders implements PeriodicList.Choice {

  private record Offender(int address, long organisations, long last) {}

  private final Community community;
  private final int most;

  WorstOffenders(Community community, int most) {
    this.community = community;
    this.most = most;
  }

  @Override
  public Set<Integer> of(Map<Integer, Seen> window, long now) {
    return window.entrySet().stream()
        .map(
            each ->
                new Offender(each.getKey(), organisations(each.getValue()), each.getValue().last()))
        .sorted(
            Comparator.comparingLong(Offender::organisations)
                .thenComparingLong(Offender::last)
                .reversed()
                .thenComparingInt(Offender::address))
        .limit(most)
        .map(Offender::address)
        .collect(Collectors.toSet());
  }

  private long organisations(Seen by) {
    int first = organisationOf(by.reporter(0));
    if (by.size() == 1) {
      return 1;
    }
    BitSet different = new BitSet();
    different.set(first);
    for (int i = 1; i < by.size(); i++) {
      different.set(organisationOf(by.reporter(i)));
    }
    return different.cardinality();
  }

  private int organisationOf(int agent) {
    return community.agents().get(agent).organisation();
  }
}
