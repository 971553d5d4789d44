package org.tocsin.lab;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** When which address was on which tier of a method's list. */
final class ListBook {

  /** An address still listed this long after its attacker's last contact counts as not removed. */
  private static final long OVERDUE = 7 * Timeline.DAY;

  private final World world;
  private final ContactBook contacts;
  private final long evaluateFrom;
  private final Map<Integer, EnumSet<Tier>> now = new HashMap<>();
  private final Map<Tier, Set<Integer>> evaluated = new EnumMap<>(Tier.class);
  private final Map<Tier, Set<Integer>> victimsEver = new EnumMap<>(Tier.class);
  private final Map<Tier, Map<Integer, Long>> first = new EnumMap<>(Tier.class);
  private final Map<Tier, Long> size = new EnumMap<>(Tier.class);
  private final Map<Tier, Long> changes = new EnumMap<>(Tier.class);
  private final Map<Tier, Double> sizes = new EnumMap<>(Tier.class);
  private final List<Double> removals = new ArrayList<>();
  private long ticks;
  private boolean evaluating;

  ListBook(World world, ContactBook contacts) {
    this.world = world;
    this.contacts = contacts;
    this.evaluateFrom = world.timeline().evaluateFromSecond();
    for (Tier tier : Tier.values()) {
      evaluated.put(tier, new HashSet<>());
      victimsEver.put(tier, new HashSet<>());
      first.put(tier, new HashMap<>());
      size.put(tier, 0L);
      changes.put(tier, 0L);
      sizes.put(tier, 0.0);
    }
  }

  /** Writes down what changed up to a time. An address that only changes its tier stays listed. */
  void changed(List<Change> batch, long time) {
    Map<Integer, Boolean> before = new LinkedHashMap<>();
    for (Change change : batch) {
      EnumSet<Tier> tiers =
          now.computeIfAbsent(change.address(), any -> EnumSet.noneOf(Tier.class));
      before.putIfAbsent(change.address(), !tiers.isEmpty());
      if (change.added() ? tiers.add(change.tier()) : tiers.remove(change.tier())) {
        count(change);
      }
    }
    before.forEach((address, listed) -> settle(address, listed, time));
    startEvaluation(time);
    if (evaluating) {
      ticks++;
      sizes.replaceAll((tier, sum) -> sum + size.get(tier));
    }
  }

  private void count(Change change) {
    size.merge(change.tier(), change.added() ? 1L : -1L, Long::sum);
    if (change.at() >= evaluateFrom) {
      changes.merge(change.tier(), 1L, Long::sum);
    }
    if (change.added()) {
      first.get(change.tier()).putIfAbsent(change.address(), change.at());
      if (change.at() >= evaluateFrom) {
        evaluated.get(change.tier()).add(change.address());
      }
      if (world.natureOf(change.address()) == Nature.VICTIM) {
        victimsEver.get(change.tier()).add(change.address());
      }
    }
  }

  private void settle(int address, boolean listedBefore, long time) {
    if (now.get(address).isEmpty()) {
      now.remove(address);
      if (listedBefore && time >= evaluateFrom) {
        left(address, time);
      }
    }
  }

  private void left(int address, long time) {
    long last = contacts.last(address);
    if (last >= 0) {
      removals.add((time - last) / (double) Timeline.HOUR);
    }
  }

  private void startEvaluation(long time) {
    if (!evaluating && time >= evaluateFrom) {
      evaluating = true;
      now.forEach((address, tiers) -> tiers.forEach(tier -> evaluated.get(tier).add(address)));
    }
  }

  /** Closes the book: what should have been removed long ago counts with what it has. */
  void close(long time) {
    now.keySet().stream()
        .filter(address -> contacts.last(address) >= 0)
        .filter(address -> time - contacts.last(address) >= OVERDUE)
        .forEach(address -> left(address, time));
  }

  /** Returns the victims on some tier now. */
  List<Integer> victims() {
    return victimsEver.values().stream()
        .flatMap(Set::stream)
        .distinct()
        .filter(now::containsKey)
        .toList();
  }

  int victimsEver(Tier tier) {
    return victimsEver.get(tier).size();
  }

  /** Returns whether the tier was ever used. */
  boolean uses(Tier tier) {
    return !first.get(tier).isEmpty();
  }

  /** Returns the addresses on the tier at some time while figures are taken. */
  Set<Integer> evaluated(Tier tier) {
    return evaluated.get(tier);
  }

  long countOf(Tier tier, Nature... natures) {
    Set<Nature> wanted = Set.of(natures);
    return evaluated.get(tier).stream().map(world::natureOf).filter(wanted::contains).count();
  }

  double precision(Tier tier) {
    return countOf(tier, Nature.ATTACKER) / (double) evaluated.get(tier).size();
  }

  /** Returns, in hours, how long it took to list those met widely and first while evaluated. */
  double[] publishHours(Tier tier) {
    return first.get(tier).entrySet().stream()
        .filter(each -> contacts.first(each.getKey()) >= evaluateFrom)
        .filter(each -> contacts.widespread(each.getKey()))
        .mapToDouble(each -> Math.max(0, each.getValue() - contacts.first(each.getKey())))
        .map(seconds -> seconds / Timeline.HOUR)
        .toArray();
  }

  /** Returns, in hours, how long after the last contact addresses left the list. */
  double[] removeHours() {
    return removals.stream().mapToDouble(Double::doubleValue).toArray();
  }

  double meanSize(Tier tier) {
    return sizes.get(tier) / ticks;
  }

  double changesPerDay(Tier tier) {
    return changes.get(tier) * (double) Timeline.DAY / (world.timeline().end() - evaluateFrom);
  }
}
