package org.tocsin.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** When which address was on which tier of a method's list. */
final class ListBook {

  /** An address still listed this long after its attacker's last contact counts as not removed. */
  private static final long OVERDUE = 7 * Timeline.DAY;

  private final World world;
  private final ContactBook contacts;
  private final long evaluateFrom;
  private final TierBook global = new TierBook();
  private final TierBook scoped = new TierBook();
  private final List<Double> removals = new ArrayList<>();
  private final List<Double> globalRemovals = new ArrayList<>();
  private long ticks;
  private boolean evaluating;

  ListBook(World world, ContactBook contacts) {
    this.world = world;
    this.contacts = contacts;
    this.evaluateFrom = world.timeline().evaluateFromSecond();
  }

  private TierBook book(Tier tier) {
    return tier == Tier.GLOBAL ? global : scoped;
  }

  /** Writes down what changed up to a time. An address that only changes its tier stays listed. */
  void changed(List<Change> batch, long time) {
    Map<Integer, Boolean> before = new LinkedHashMap<>();
    Map<Integer, Boolean> globalBefore = new LinkedHashMap<>();
    for (Change change : batch) {
      before.putIfAbsent(change.address(), isListed(change.address()));
      globalBefore.putIfAbsent(change.address(), global.now.contains(change.address()));
      boolean victim = world.natureOf(change.address()) == Nature.VICTIM;
      book(change.tier()).change(change, change.at() >= evaluateFrom, victim);
    }
    before.forEach(
        (address, listed) -> {
          if (listed && !isListed(address) && time >= evaluateFrom) {
            left(address, time, removals);
          }
        });
    globalBefore.forEach(
        (address, listed) -> {
          if (listed && !global.now.contains(address) && time >= evaluateFrom) {
            left(address, time, globalRemovals);
          }
        });
    startEvaluation(time);
    if (evaluating) {
      ticks++;
      global.sizes += global.now.size();
      scoped.sizes += scoped.now.size();
    }
  }

  boolean isListed(int address) {
    return global.now.contains(address) || scoped.now.contains(address);
  }

  private void left(int address, long time, List<Double> hours) {
    long last = contacts.last(address);
    if (last >= 0) {
      hours.add((time - last) / (double) Timeline.HOUR);
    }
  }

  private void startEvaluation(long time) {
    if (!evaluating && time >= evaluateFrom) {
      evaluating = true;
      global.evaluated.addAll(global.now);
      scoped.evaluated.addAll(scoped.now);
    }
  }

  /** Closes the book: what should have been removed long ago counts with what it has. */
  void close(long time) {
    overdue(Stream.concat(global.now.stream(), scoped.now.stream()).distinct(), time)
        .forEach(address -> left(address, time, removals));
    overdue(global.now.stream(), time).forEach(address -> left(address, time, globalRemovals));
  }

  private Stream<Integer> overdue(Stream<Integer> listed, long time) {
    return listed
        .filter(address -> contacts.last(address) >= 0)
        .filter(address -> time - contacts.last(address) >= OVERDUE);
  }

  /** Returns the victims on some tier now. */
  List<Integer> victims() {
    return Stream.concat(global.victimsEver.stream(), scoped.victimsEver.stream())
        .distinct()
        .filter(this::isListed)
        .toList();
  }

  int victimsEver(Tier tier) {
    return book(tier).victimsEver.size();
  }

  /** Returns whether the tier was ever used. */
  boolean uses(Tier tier) {
    return !book(tier).first.isEmpty();
  }

  /** Returns the addresses on the tier at some time while figures are taken. */
  Set<Integer> evaluated(Tier tier) {
    return book(tier).evaluated;
  }

  long countOf(Tier tier, Nature... natures) {
    Set<Nature> wanted = Set.of(natures);
    return evaluated(tier).stream().map(world::natureOf).filter(wanted::contains).count();
  }

  double precision(Tier tier) {
    return countOf(tier, Nature.ATTACKER) / (double) evaluated(tier).size();
  }

  /** Returns, in hours, how long it took to list those met widely and first while evaluated. */
  double[] publishHours(Tier tier) {
    return book(tier).first.entrySet().stream()
        .filter(each -> contacts.first(each.getKey()) >= evaluateFrom)
        .filter(each -> contacts.widespread(each.getKey()))
        .mapToDouble(each -> Math.max(0, each.getValue() - contacts.first(each.getKey())))
        .map(seconds -> seconds / Timeline.HOUR)
        .toArray();
  }

  /**
   * Returns, in hours, how long after the last contact addresses left the list, all tiers of it.
   */
  double[] removeHours() {
    return removals.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Returns, in hours, how long after the last contact addresses left the list for everybody. */
  double[] globalRemoveHours() {
    return globalRemovals.stream().mapToDouble(Double::doubleValue).toArray();
  }

  double meanSize(Tier tier) {
    return book(tier).sizes / ticks;
  }

  double changesPerDay(Tier tier) {
    return book(tier).changes * (double) Timeline.DAY / (world.timeline().end() - evaluateFrom);
  }

  /** What was on one tier. */
  private static final class TierBook {

    private final Set<Integer> now = new HashSet<>();
    private final Set<Integer> evaluated = new HashSet<>();
    private final Set<Integer> victimsEver = new HashSet<>();
    private final Map<Integer, Long> first = new HashMap<>();
    private long changes;
    private double sizes;

    void change(Change change, boolean inEvaluation, boolean victim) {
      boolean changed = change.added() ? now.add(change.address()) : now.remove(change.address());
      if (changed && inEvaluation) {
        changes++;
      }
      if (change.added()) {
        first.putIfAbsent(change.address(), change.at());
        if (inEvaluation) {
          evaluated.add(change.address());
        }
        if (victim) {
          victimsEver.add(change.address());
        }
      }
    }
  }
}
