package org.tocsin.curation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tocsin.evidence.Evidence;
import org.tocsin.evidence.Sighting;
import org.tocsin.evidence.Witness;

/** Turns evidence into votes, by given rules and for a given community. */
final class Scorer {

  private static final Comparator<Vote> HEAVIEST_FIRST =
      Comparator.comparingLong(Vote::weight)
          .thenComparing(Vote::lastAt)
          .reversed()
          .thenComparing(Vote::scenario)
          .thenComparing(Vote::organisation);

  private final Policy policy;
  private final ScenarioWeights scenarios;
  private final DecayTable decay;
  private final Community community;

  Scorer(Policy policy, ScenarioWeights scenarios, DecayTable decay, Community community) {
    this.policy = policy;
    this.scenarios = scenarios;
    this.decay = decay;
    this.community = community;
  }

  /**
   * Returns the tally at an instant.
   *
   * @param relay whether the address is known to act for others
   */
  Tally tally(Evidence evidence, boolean relay, Instant at) {
    List<Vote> votes = new ArrayList<>();
    for (Witness witness : evidence.witnesses()) {
      Member member = community.member(witness.organisation()).orElse(null);
      if (member != null && community.votes(member)) {
        vote(witness, member, relay, at).ifPresent(votes::add);
      }
    }
    if (votes.isEmpty()) {
      return Tally.EMPTY;
    }
    votes.sort(HEAVIEST_FIRST);
    return Tally.of(votes, policy.sameNetworkDiscount());
  }

  /** One organisation, one vote: the best of what it saw counts, never the sum. */
  private Optional<Vote> vote(Witness witness, Member member, boolean relay, Instant at) {
    long best = 0;
    long strength = 0;
    boolean anchors = false;
    Sighting heaviest = null;
    Instant firstAt = Instant.MAX;
    Instant lastAt = Instant.MIN;
    for (Sighting sighting : witness.sightings()) {
      ScenarioWeights.Weight proves = scenarios.of(sighting.scenario(), sighting.digest());
      long evidence = proves.vote(member.standing() == Witness.Standing.HONEYPOT, relay);
      long weight =
          evidence == 0
              ? 0
              : Micro.times(
                  Micro.times(member.trust(), evidence),
                  decay.at(Duration.between(sighting.lastAt(), at)));
      if (weight > 0) {
        strength = Math.max(strength, proves.strength(relay));
        anchors |= proves.anchors(relay);
        firstAt = sighting.firstAt().isBefore(firstAt) ? sighting.firstAt() : firstAt;
        lastAt = sighting.lastAt().isAfter(lastAt) ? sighting.lastAt() : lastAt;
        if (heaviest == null || weight > best || (weight == best && beats(sighting, heaviest))) {
          heaviest = sighting;
          best = weight;
        }
      }
    }
    if (heaviest == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Vote(
            witness.organisation(),
            member.standing(),
            witness.network(),
            heaviest.scenario(),
            member.trust(),
            best,
            best,
            strength,
            anchors ? policy.anchorWeight().of(member.standing()) : 0,
            firstAt,
            lastAt));
  }

  private static boolean beats(Sighting one, Sighting other) {
    int byTime = one.lastAt().compareTo(other.lastAt());
    return byTime > 0 || (byTime == 0 && one.scenario().compareTo(other.scenario()) < 0);
  }

  /** Returns whether a sighting is recent enough to weigh anything. */
  boolean weighs(Sighting sighting, Instant at) {
    return decay.at(Duration.between(sighting.lastAt(), at)) > 0;
  }

  /** Returns whether a sighting by an anchor is a strong one, of the source's own doing. */
  boolean anchors(Sighting sighting, boolean relay) {
    return scenarios.of(sighting.scenario(), sighting.digest()).anchors(relay);
  }

  /** Returns whether a sighting says something that an honest witness cannot have got wrong. */
  boolean asserts(Sighting sighting, boolean relay) {
    ScenarioWeights.Weight proves = scenarios.of(sighting.scenario(), sighting.digest());
    return proves.confidence() >= 1 && !proves.doubtful(relay);
  }
}
