package org.tocsin.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether the deltas, those from the newest releases first, lead to the head's set. */
final class DeltaCheck {

  private static final int EXAMPLES = 3;

  private final List<Delta> deltas;
  private final Set<Ip> set;
  private final Findings findings;

  DeltaCheck(List<Delta> deltas, List<Ip> set, Findings findings) {
    this.deltas = deltas;
    this.set = new HashSet<>(set);
    this.findings = findings;
  }

  /** What the deltas say of an address must be so in the set, unless a later one says otherwise. */
  void endInTheSet() {
    Set<Ip> later = new HashSet<>();
    Set<Ip> told = new HashSet<>();
    long to = Long.MAX_VALUE;
    List<Delta> latestFirst = new ArrayList<>(deltas);
    latestFirst.sort(Comparator.comparingLong(Delta::to).reversed());
    for (Delta delta : latestFirst) {
      if (delta.to() < to) {
        later.addAll(told);
        told.clear();
        to = delta.to();
      }
      List<String> examples = new ArrayList<>();
      for (Ip address : delta.added()) {
        if (!later.contains(address) && !set.contains(address)) {
          examples.add(address + " joins but is not in the set");
        }
      }
      for (Ip address : delta.removed()) {
        if (!later.contains(address) && set.contains(address)) {
          examples.add(address + " leaves but is in the set");
        }
      }
      told.addAll(delta.added());
      told.addAll(delta.removed());
      report("delta " + delta.from() + " to " + delta.to(), examples);
    }
  }

  /** Applying what a reader of that release would apply must give the set. */
  void leadFrom(long serial, List<Ip> earlier) {
    Set<Ip> updated = new HashSet<>(earlier);
    long at = serial;
    for (Optional<Delta> next = next(at); next.isPresent(); next = next(at)) {
      next.get().removed().forEach(updated::remove);
      updated.addAll(next.get().added());
      at = next.get().to();
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

  /** The first that begins with a release or before it is for its readers. */
  private Optional<Delta> next(long serial) {
    return deltas.stream()
        .filter(delta -> delta.from() <= serial)
        .findFirst()
        .filter(delta -> delta.to() > serial);
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
    if (deltas.isEmpty() || deltas.get(0).to() - deltas.get(0).from() != 1) {
      return;
    }
    int added = deltas.get(0).added().size();
    int before = set.size() - added + deltas.get(0).removed().size();
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
