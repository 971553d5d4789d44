package org.tocsin.agent.community;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tocsin.agent.address.AddressSet;
import org.tocsin.agent.address.Prefix;
import org.tocsin.agent.decision.AdoptedList.Changes;

/** What came and went with the last states of a list, as far as that is little. Immutable. */
final class ChangeMemory {
  private static final int MOST_STATES = 256;
  private static final int MOST_CHANGES = 200_000;

  /** What came and went from one version to the next one, whatever its number. */
  private record Step(long before, AddressSet added, AddressSet removed) {
    int size() {
      return added.size() + removed.size();
    }
  }

  private final long version;
  private final List<Step> steps;

  private ChangeMemory(long version, List<Step> steps) {
    this.version = version;
    this.steps = steps;
  }

  /** A list of which no earlier state is known. */
  static ChangeMemory startingAt(long version) {
    return new ChangeMemory(version, List.of());
  }

  /** The same memory with one state more; the oldest are forgotten when it is too much. */
  ChangeMemory next(long newer, AddressSet before, AddressSet after) {
    List<Step> more = new ArrayList<>(steps);
    more.add(new Step(version, after.minus(before), before.minus(after)));
    int changes = more.stream().mapToInt(Step::size).sum();
    while (!more.isEmpty() && (more.size() > MOST_STATES || changes > MOST_CHANGES)) {
      changes -= more.remove(0).size();
    }
    return new ChangeMemory(newer, List.copyOf(more));
  }

  /** What an earlier version has to add and to remove to become the newest one. */
  Optional<Changes> since(long earlier) {
    if (earlier == version) {
      return Optional.of(new Changes(List.of(), List.of()));
    }
    AddressSet added = AddressSet.empty();
    AddressSet removed = AddressSet.empty();
    boolean known = false;
    for (Step step : steps) {
      known |= step.before == earlier;
      if (known) {
        AddressSet joined = step.added.minus(removed);
        AddressSet left = step.removed.minus(added);
        added = added.minus(step.removed).plus(joined);
        removed = removed.minus(step.added).plus(left);
      }
    }
    return known ? Optional.of(new Changes(values(added), values(removed))) : Optional.empty();
  }

  private static List<Prefix> values(AddressSet set) {
    List<Prefix> values = new ArrayList<>(set.size());
    set.forEach(values::add);
    return values;
  }
}
