package org.tocsin.curation;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tocsin.evidence.Evidence;
import org.tocsin.evidence.Sighting;
import org.tocsin.evidence.Witness;

/** Finds out what an address' evidence says about those who reported it. Anchors are not asked. */
final class Reporters {

  private final Policy policy;
  private final ScenarioWeights scenarios;
  private final Community community;

  Reporters(Policy policy, ScenarioWeights scenarios, Community community) {
    this.policy = policy;
    this.scenarios = scenarios;
    this.community = community;
  }

  /**
   * Returns who reported an address that an anchor saw attack at about the same time, and could not
   * have read of it before.
   */
  List<Long> confirmed(Evidence evidence, Standing before, boolean relay, Instant now) {
    Duration window = policy.trust().creditWindow();
    Instant since = now.minus(window);
    List<Instant> anchored = anchored(evidence, relay);
    List<Long> confirmed = new ArrayList<>(0);
    if (anchored.isEmpty()) {
      return confirmed;
    }
    for (Witness witness : evidence.witnesses()) {
      Optional<Instant> reported = reportedAt(witness, relay, since);
      if (reported.isPresent()
          && isOrdinary(witness)
          && before.fresh(witness.organisation(), reported.get())) {
        if (anchored.stream().anyMatch(at -> within(window, at, reported.get()))) {
          confirmed.add(witness.organisation());
        }
      }
    }
    return confirmed;
  }

  private boolean isOrdinary(Witness witness) {
    return community.member(witness.organisation()).filter(m -> !m.anchored()).isPresent();
  }

  /** Returns when it last reported what it cannot have got wrong, if that is recent enough. */
  private Optional<Instant> reportedAt(Witness witness, boolean relay, Instant since) {
    Optional<Instant> latest = Optional.empty();
    for (Sighting sighting : witness.sightings()) {
      Optional<Instant> at = sighting.promptAt();
      if (at.isPresent()
          && !at.get().isBefore(since)
          && (latest.isEmpty() || at.get().isAfter(latest.get()))
          && asserts(sighting, relay)) {
        latest = at;
      }
    }
    return latest;
  }

  /** Returns when anchors saw it attack, if those that did make an anchor together. */
  private List<Instant> anchored(Evidence evidence, boolean relay) {
    List<Instant> anchored = new ArrayList<>();
    long weight = 0;
    for (Witness witness : evidence.witnesses()) {
      Optional<Member> anchor = community.member(witness.organisation()).filter(Member::anchored);
      if (anchor.isPresent()) {
        int before = anchored.size();
        for (Sighting sighting : witness.sightings()) {
          if (anchors(sighting, relay)) {
            anchored.add(sighting.firstAt());
            anchored.add(sighting.lastAt());
          }
        }
        weight += anchored.size() > before ? policy.anchorWeight().of(anchor.get().standing()) : 0;
      }
    }
    return weight >= policy.global().anchors() ? anchored : List.of();
  }

  private static boolean within(Duration window, Instant one, Instant other) {
    return Duration.between(one, other).abs().compareTo(window) <= 0;
  }

  /** Returns who claims to have seen an address attack that cannot have, in its own name. */
  List<Verdict.Contradiction> contradictions(Evidence evidence, Verdict.Contradiction.Kind kind) {
    List<Verdict.Contradiction> contradictions = new ArrayList<>(0);
    for (Witness witness : evidence.witnesses()) {
      if (isOrdinary(witness)) {
        witness.sightings().stream()
            .filter(sighting -> claims(sighting, kind))
            .map(sighting -> sighting.lastAt().atZone(ZoneOffset.UTC).toLocalDate())
            .distinct()
            .sorted()
            .forEach(
                day ->
                    contradictions.add(
                        new Verdict.Contradiction(witness.organisation(), day, kind)));
      }
    }
    return contradictions;
  }

  /** Returns the ordinary organisations that say in their own name that an address attacked. */
  Set<Long> claimants(Evidence evidence) {
    Set<Long> claimants = new TreeSet<>();
    for (Witness witness : evidence.witnesses()) {
      if (isOrdinary(witness)
          && witness.sightings().stream().anyMatch(sighting -> asserts(sighting, false))) {
        claimants.add(witness.organisation());
      }
    }
    return claimants;
  }

  /**
   * Answers of a resolver look like a scan to a careless rule, so a canary needs a strong claim;
   * nothing ever comes from a decoy, so there any claim will do.
   */
  private boolean claims(Sighting sighting, Verdict.Contradiction.Kind kind) {
    return kind == Verdict.Contradiction.Kind.DECOY
        ? asserts(sighting, false)
        : anchors(sighting, false);
  }

  /** Returns whether a sighting by an anchor is a strong one, of the source's own doing. */
  boolean anchors(Sighting sighting, boolean relay) {
    return scenarios.of(sighting.scenario(), sighting.digest()).anchors(relay);
  }

  /** Returns whether a sighting says something that an honest witness cannot have got wrong. */
  private boolean asserts(Sighting sighting, boolean relay) {
    ScenarioWeights.Weight proves = scenarios.of(sighting.scenario(), sighting.digest());
    return proves.confidence() >= 1 && !proves.doubtful(relay);
  }
}
