package org.tocsin.agent.bench;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether two programs found the same in the same log. */
record Comparison(List<Finding> ours, List<Finding> theirs) {
  private static final int MOST_SHOWN = 10;

  Set<Finding.Attacker> onlyOurs() {
    return difference(ours, theirs);
  }

  Set<Finding.Attacker> onlyTheirs() {
    return difference(theirs, ours);
  }

  private static Set<Finding.Attacker> difference(List<Finding> some, List<Finding> others) {
    Set<Finding.Attacker> left = attackers(some);
    left.removeAll(attackers(others));
    return left;
  }

  private static Set<Finding.Attacker> attackers(List<Finding> findings) {
    return findings.stream().map(Finding::attacker).collect(Collectors.toSet());
  }

  /** In words, a line each. */
  List<String> lines() {
    List<Finding> sameTime = new java.util.ArrayList<>(ours);
    List<Finding> rest = new java.util.ArrayList<>(theirs);
    sameTime.removeIf(finding -> !rest.remove(finding));
    return List.of(
        "  attackers (scenario and source): "
            + attackers(ours).size()
            + " by the agent, "
            + attackers(theirs).size()
            + " by crowdsec; only the agent: "
            + shown(onlyOurs())
            + "; only crowdsec: "
            + shown(onlyTheirs()),
        "  overflows: "
            + ours.size()
            + " by the agent, "
            + theirs.size()
            + " by crowdsec, of which "
            + sameTime.size()
            + " are the same to the second");
  }

  private static String shown(Set<Finding.Attacker> attackers) {
    if (attackers.isEmpty()) {
      return "none";
    }
    Set<String> sorted = new TreeSet<>();
    attackers.forEach(attacker -> sorted.add(attacker.toString()));
    return attackers.size()
        + " ("
        + sorted.stream().limit(MOST_SHOWN).collect(Collectors.joining(", "))
        + (sorted.size() > MOST_SHOWN ? ", ..." : "")
        + ")";
  }
}
