package org.tocsin.curation;

import java.util.List;
import java.util.Set;
import org.tocsin.address.Prefix;
import org.tocsin.evidence.Witness;

/**
 * Everything an operator decided in advance.
 *
 * @param policy the numbers
 * @param review what a person has to look at
 * @param scenarios what each scenario proves
 * @param exemptions ranges that are treated differently
 * @param anchors organisations that are anchors by the rules, beside those enrolled as such
 * @param reference addresses that public lists hold anyway: reporting them earns nothing
 * @param digest SHA-256 in hex of the files the rules were read from: other rules, other digest
 */
public record Rules(
    Policy policy,
    ReviewPolicy review,
    ScenarioWeights scenarios,
    List<Exemption> exemptions,
    Anchors anchors,
    List<Prefix> reference,
    String digest) {

  /** Copies the lists. */
  public Rules {
    exemptions = List.copyOf(exemptions);
    reference = List.copyOf(reference);
  }

  /**
   * Organisations by their number.
   *
   * @param honeypots the operator's own honeypots
   * @param vouched those whose independence the operator answers for
   */
  public record Anchors(Set<Long> honeypots, Set<Long> vouched) {

    /** No anchors but those enrolled as such. */
    public static final Anchors NONE = new Anchors(Set.of(), Set.of());

    /** Copies the sets. */
    public Anchors {
      honeypots = Set.copyOf(honeypots);
      vouched = Set.copyOf(vouched);
    }

    /** Returns how an organisation stands, by these anchors and as it was enrolled. */
    public Witness.Standing standing(long organisation, Witness.Standing enrolledAs) {
      if (honeypots.contains(organisation)) {
        return Witness.Standing.HONEYPOT;
      }
      return vouched.contains(organisation) && enrolledAs == Witness.Standing.ORDINARY
          ? Witness.Standing.VOUCHED
          : enrolledAs;
    }
  }
}
