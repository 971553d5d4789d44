package org.tocsin.curation.rules;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.tocsin.address.Prefix;
import org.tocsin.curation.rules.AllowlistReader.Placed;

/** Finds ranges that are exempt twice: nobody can say which of the two was meant. */
final class Overlaps {

  private Overlaps() {}

  /**
   * Reports the same range twice, and ranges of different tiers of which one lies in the other. A
   * range inside another of the same tier is fine.
   *
   * @param known ranges in which the operator knows that tiers overlap; there the strictest decides
   */
  static void report(List<Placed> exemptions, Set<Prefix> known, List<RulesProblem> problems) {
    List<Placed> sorted =
        exemptions.stream()
            .sorted(
                Comparator.comparing((Placed placed) -> placed.exemption().range())
                    .thenComparing(Placed::file)
                    .thenComparingInt(Placed::line))
            .toList();
    Deque<Placed> around = new ArrayDeque<>();
    for (Placed placed : sorted) {
      Prefix range = placed.exemption().range();
      while (!around.isEmpty() && !holds(around.peek().exemption().range(), range)) {
        around.pop();
      }
      if (!around.isEmpty()) {
        boolean mayDiffer = known.stream().anyMatch(other -> holds(other, range));
        compare(placed, around, mayDiffer, problems);
      }
      around.push(placed);
    }
  }

  private static void compare(
      Placed placed, Deque<Placed> around, boolean mayDiffer, List<RulesProblem> problems) {
    for (Placed outer : around) {
      if (outer.exemption().range().equals(placed.exemption().range())) {
        refuse(placed, "is also at " + outer.file() + ":" + outer.line(), problems);
        return;
      }
      if (!mayDiffer && outer.exemption().tier() != placed.exemption().tier()) {
        refuse(
            placed,
            "is "
                + tier(placed)
                + ", but lies in "
                + outer.exemption().range()
                + " at "
                + outer.file()
                + ":"
                + outer.line()
                + ", which is "
                + tier(outer),
            problems);
        return;
      }
    }
  }

  private static String tier(Placed placed) {
    return placed.exemption().tier().name().toLowerCase(Locale.ROOT);
  }

  private static boolean holds(Prefix outer, Prefix inner) {
    return outer.length() <= inner.length() && outer.contains(inner.network());
  }

  private static void refuse(Placed placed, String message, List<RulesProblem> problems) {
    problems.add(
        new RulesProblem(
            placed.file(),
            placed.line(),
            placed.key(),
            "'" + placed.exemption().range() + "' " + message));
  }
}
