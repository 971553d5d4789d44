package org.tocsin.agent.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.tocsin.agent.address.Address;
import org.tocsin.agent.address.Address.Family;
import org.tocsin.agent.address.Prefix;

/**
 * All decisions in memory: found by address, by range and by change. What ended stays long enough
 * to tell those who still act on it. A decision that is on no disk yet has a negative number and
 * counts as changed whenever somebody asks. Safe for use by several threads.
 */
final class DecisionBook {
  /** How long bouncers that were away can still learn of an end. */
  static final Duration MEMORY_OF_ENDS = Duration.ofHours(24);

  private final Map<Long, HeldDecision> byId = new HashMap<>();
  private final TreeMap<Long, HeldDecision> byChange = new TreeMap<>();
  private final TreeMap<Instant, Map<Long, HeldDecision>> byEnd = new TreeMap<>();
  private final Map<Target, Map<Long, HeldDecision>> byTarget = new HashMap<>();
  private final Map<Family, TreeMap<Integer, Integer>> lengths = new HashMap<>();
  private long latest;

  /** What one bouncer has been told: all changes up to a number, all ends up to an instant. */
  record Told(long change, Instant at) {}

  /** Whom something is decided about, and what. */
  record Aim(Target target, String type) {
    static Aim of(Decision decision) {
      return new Aim(decision.target(), decision.type());
    }
  }

  /**
   * What happened since a bouncer was last told.
   *
   * @param begun the aims about which something was decided or changed and is in force
   * @param ended what was decided and is in force no more, by aim
   */
  record Happened(Set<Aim> begun, Map<Aim, List<Decision>> ended, Told told) {}

  /** Takes a decision in, or its later state. */
  synchronized void put(HeldDecision held) {
    HeldDecision before = byId.get(held.id());
    if (before != null) {
      remove(before);
    }
    latest = Math.max(latest, held.change());
    byId.put(held.id(), held);
    byChange.put(held.change(), held);
    byEnd.computeIfAbsent(held.decision().until(), end -> new HashMap<>()).put(held.id(), held);
    Target target = held.decision().target();
    byTarget.computeIfAbsent(target, key -> new HashMap<>(2)).put(held.id(), held);
    target.covered().ifPresent(range -> count(range, 1));
  }

  /** Takes a decision out as if it had never been here. */
  synchronized void drop(HeldDecision held) {
    HeldDecision kept = byId.get(held.id());
    if (kept != null) {
      remove(kept);
    }
  }

  private void remove(HeldDecision held) {
    byId.remove(held.id());
    byChange.remove(held.change());
    drop(byEnd, held.decision().until(), held.id());
    drop(byTarget, held.decision().target(), held.id());
    held.decision().target().covered().ifPresent(range -> count(range, -1));
  }

  private static <K> void drop(Map<K, Map<Long, HeldDecision>> from, K key, long id) {
    Map<Long, HeldDecision> group = from.getOrDefault(key, new HashMap<>());
    group.remove(id);
    if (group.isEmpty()) {
      from.remove(key);
    }
  }

  private void count(Prefix range, int by) {
    TreeMap<Integer, Integer> used =
        lengths.computeIfAbsent(range.network().family(), family -> new TreeMap<>());
    if (used.merge(range.length(), by, Integer::sum) == 0) {
      used.remove(range.length());
    }
  }

  synchronized int size() {
    return byId.size();
  }

  /** What is in force about an address, by itself or by a range around it. */
  synchronized List<Decision> about(Address address, Instant now) {
    List<Decision> found = new ArrayList<>();
    lengths
        .getOrDefault(address.family(), new TreeMap<>())
        .keySet()
        .forEach(bits -> collect(Target.of(Prefix.around(address, bits)), now, found));
    return found;
  }

  /** What is in force about a target, and about nothing but this target. */
  synchronized List<Decision> about(Target target, Instant now) {
    List<Decision> found = new ArrayList<>();
    collect(target, now, found);
    return found;
  }

  private void collect(Target target, Instant now, List<Decision> found) {
    byTarget.getOrDefault(target, Map.of()).values().stream()
        .map(HeldDecision::decision)
        .filter(decision -> decision.isActive(now) && !decision.simulated())
        .forEach(found::add);
  }

  /** All that is in force. */
  synchronized List<Decision> active(Instant now) {
    return byId.values().stream()
        .sorted(Comparator.comparingLong(HeldDecision::id))
        .map(HeldDecision::decision)
        .filter(decision -> decision.isActive(now) && !decision.simulated())
        .toList();
  }

  /**
   * What happened since somebody was last told; all that is in force has begun for who was told
   * nothing, or was told of a time that is yet to come, because the clock was put back.
   */
  synchronized Happened since(Optional<Told> last, Instant now) {
    Told told = new Told(latest, now);
    Set<Aim> begun = new LinkedHashSet<>();
    Map<Aim, List<Decision>> ended = new LinkedHashMap<>();
    if (last.isEmpty() || last.get().at().isAfter(now)) {
      active(now).forEach(decision -> begun.add(Aim.of(decision)));
      return new Happened(begun, ended, told);
    }
    List<HeldDecision> changed = new ArrayList<>(byChange.headMap(0L).values());
    changed.addAll(byChange.tailMap(last.get().change(), false).values());
    for (HeldDecision held : changed) {
      Decision decision = held.decision();
      if (decision.isActive(now)) {
        begun.add(Aim.of(decision));
      } else {
        ended.computeIfAbsent(Aim.of(decision), aim -> new ArrayList<>()).add(decision);
      }
    }
    endsBetween(last.get().at(), now)
        .forEach(end -> ended.computeIfAbsent(Aim.of(end), aim -> new ArrayList<>()).add(end));
    return new Happened(begun, ended, told);
  }

  private List<Decision> endsBetween(Instant from, Instant to) {
    return byEnd.subMap(from, false, to, true).values().stream()
        .flatMap(group -> group.values().stream())
        .map(HeldDecision::decision)
        .toList();
  }

  /** Lets go of what ended so long ago that nobody acts on it any more. */
  synchronized void forget(Instant now) {
    List<HeldDecision> old =
        byEnd.headMap(now.minus(MEMORY_OF_ENDS)).values().stream()
            .flatMap(group -> group.values().stream())
            .toList();
    old.forEach(this::remove);
  }
}
