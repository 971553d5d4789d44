package org.tocsin.lab;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The addresses of one tier, and what became of it since somebody last asked. */
final class Published {

  private final Tier tier;
  private final Set<Integer> addresses = new HashSet<>();
  private List<Change> changes = new ArrayList<>();
  private int[] sorted = {};
  private boolean stale;

  Published(Tier tier) {
    this.tier = tier;
  }

  boolean contains(int address) {
    return addresses.contains(address);
  }

  int size() {
    return addresses.size();
  }

  void add(int address, long at) {
    if (addresses.add(address)) {
      changes.add(new Change(at, address, tier, true));
      stale = true;
    }
  }

  void remove(int address, long at) {
    if (addresses.remove(address)) {
      changes.add(new Change(at, address, tier, false));
      stale = true;
    }
  }

  /** Makes the tier hold exactly these. */
  void become(Set<Integer> wanted, long at) {
    for (int address : all()) {
      if (!wanted.contains(address)) {
        remove(address, at);
      }
    }
    for (int address : ascending(wanted)) {
      add(address, at);
    }
  }

  /** Returns all of them in ascending unsigned order; the caller does not change the array. */
  int[] all() {
    if (stale) {
      sorted = ascending(addresses);
      stale = false;
    }
    return sorted;
  }

  private static int[] ascending(Set<Integer> addresses) {
    int[] signed =
        addresses.stream()
            .mapToInt(Integer::intValue)
            .map(address -> address ^ Integer.MIN_VALUE)
            .sorted()
            .toArray();
    for (int i = 0; i < signed.length; i++) {
      signed[i] ^= Integer.MIN_VALUE;
    }
    return signed;
  }

  List<Change> drain() {
    List<Change> drained = changes;
    changes = new ArrayList<>();
    return drained;
  }
}
