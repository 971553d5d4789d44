package org.tocsin.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the deltas lead to the head's set. It takes one after the other, in the head's order, and
 * keeps only those that a reader it is asked about applies: all together may be large.
 */
final class DeltaCheck {

  private static final int EXAMPLES = 3;

  /** Stands for one that is still to come. */
  private static final Delta NONE = new Delta(0, 0, List.of(), List.of());

  private final Head head;
  private final Set<Ip> set;
  private final Findings findings;
  private final Map<Head.DeltaFile, Delta> kept = new HashMap<>();
  private final Map<Ip, Long> told = new HashMap<>();
  private Optional<Delta> newest = Optional.empty();
  private long chainedBackTo;

  /**
   * Begins.
   *
   * @param asked serials of readers that are asked about later
   */
  DeltaCheck(Head head, List<Ip> set, List<Long> asked, Findings findings) {
    this.head = head;
    this.set = new HashSet<>(set);
    this.findings = findings;
    this.chainedBackTo = head.serial();
    asked.forEach(serial -> head.path(serial).forEach(file -> kept.put(file, NONE)));
  }

  /**
   * What a delta says of an address must be so in the set, unless one after it told of it again.
   */
  void take(Head.DeltaFile file, Delta delta) {
    if (newest.isEmpty()) {
      newest = Optional.of(delta);
    }
    kept.computeIfPresent(file, (any, none) -> delta);
    // Those behind one another; the others lead to somewhere on this chain.
    boolean chained = delta.to() == chainedBackTo;
    List<String> examples = new ArrayList<>();
    for (Ip address : delta.added()) {
      if (isLast(address, delta, chained) && !set.contains(address)) {
        examples.add(address + " joins but is not in the set");
      }
    }
    for (Ip address : delta.removed()) {
      if (isLast(address, delta, chained) && set.contains(address)) {
        examples.add(address + " leaves but is in the set");
      }
    }
    if (chained) {
      chainedBackTo = delta.from();
    }
    report("delta " + delta.from() + " to " + delta.to(), examples);
  }

  private boolean isLast(Ip address, Delta delta, boolean chained) {
    long last = told.getOrDefault(address, -1L);
    if (chained) {
      told.putIfAbsent(address, delta.to());
    }
    return last <= delta.to();
  }

  /** Applying what a reader of that release would apply must give the set. */
  void leadFrom(long serial, List<Ip> earlier) {
    Set<Ip> updated = new HashSet<>(earlier);
    for (Head.DeltaFile file : head.path(serial)) {
      Delta delta = kept.getOrDefault(file, NONE);
      delta.removed().forEach(updated::remove);
      updated.addAll(delta.added());
    }
    List<String> examples = new ArrayList<>();
    for (Ip address : set) {
      if (!updated.contains(address)) {
        examples.add(address + " is missing");
      }
    }
    for (Ip address : updated) {
      if (!set.contains(address)) {
        examples.add(address + " is too much");
      }
    }
    report("the set of serial " + serial + ", updated by the deltas, is not the head's", examples);
  }

  private void report(String what, List<String> examples) {
    if (!examples.isEmpty()) {
      int more = examples.size() - EXAMPLES;
      findings.wrong(
          what
              + ": "
              + String.join(", ", examples.subList(0, Math.min(EXAMPLES, examples.size())))
              + (more > 0 ? ", and " + more + " more" : ""));
    }
  }

  /** The newest release, where it has a delta of its own, adds no more than needs no approval. */
  void newestAddsLittle(Limits.Growth growth) {
    if (newest.isEmpty() || newest.get().to() - newest.get().from() != 1) {
      return;
    }
    int added = newest.get().added().size();
    int before = set.size() - added + newest.get().removed().size();
    long most =
        growth.approved() + Math.max(growth.always(), (before * growth.percent() + 99) / 100);
    if (added > most) {
      findings.wrong(
          "the newest release adds "
              + added
              + " to a set of "
              + before
              + ", more than "
              + most
              + " need a person's approval");
    }
  }
}
