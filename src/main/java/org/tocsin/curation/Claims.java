package org.tocsin.curation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.tocsin.evidence.Evidence;
import org.tocsin.evidence.Sighting;
import org.tocsin.evidence.Witness;

/**
 * What those who vote claim about one address: everything but the passing of time is worked out, so
 * that the tally of many instants is cheap.
 */
final class Claims {

  private static final Comparator<Vote> HEAVIEST_FIRST =
      (one, other) -> {
        int order = Long.compare(other.weight(), one.weight());
        order = order != 0 ? order : other.lastAt().compareTo(one.lastAt());
        order = order != 0 ? order : one.scenario().compareTo(other.scenario());
        return order != 0 ? order : Long.compare(one.organisation(), other.organisation());
      };

  /** A sighting, and what it is worth while it is whole. */
  private record Claim(
      Sighting sighting, long lastAt, long evidence, long whole, long strength, boolean anchors) {

    private boolean beats(Claim other) {
      return lastAt > other.lastAt
          || (lastAt == other.lastAt
              && sighting.scenario().compareTo(other.sighting.scenario()) < 0);
    }
  }

  private record Claimant(Witness witness, Member member, List<Claim> claims) {}

  private final Policy policy;
  private final DecayTable decay;
  private final List<Claimant> claimants;
  private final Set<String> prefixes = new HashSet<>();
  private boolean distinctPrefixes = true;

  private Claims(Policy policy, DecayTable decay) {
    this.policy = policy;
    this.decay = decay;
    this.claimants = new ArrayList<>();
  }

  /**
   * Works out the claims of those of whom the community knows that they vote.
   *
   * @param from the first instant that is asked for; what weighs nothing by then never does again
   */
  static Claims of(
      Evidence evidence, boolean relay, RuleBook book, Community community, Instant from) {
    Claims claims = new Claims(book.rules().policy(), book.decay());
    long now = DecayTable.micros(from);
    for (Witness witness : evidence.witnesses()) {
      community
          .member(witness.organisation())
          .filter(community::votes)
          .ifPresent(member -> claims.add(witness, member, relay, book.rules().scenarios(), now));
    }
    return claims;
  }

  private void add(
      Witness witness, Member member, boolean relay, ScenarioWeights scenarios, long now) {
    List<Claim> claims = new ArrayList<>(witness.sightings().size());
    for (Sighting sighting : witness.sightings()) {
      long lastAt = DecayTable.micros(sighting.lastAt());
      if (decay.forgotten(now - lastAt)) {
        continue;
      }
      ScenarioWeights.Weight proves = scenarios.of(sighting.scenario(), sighting.digest());
      long evidence = proves.vote(member.standing() == Witness.Standing.HONEYPOT, relay);
      long whole = Micro.times(member.trust(), evidence);
      if (whole > 0) {
        claims.add(
            new Claim(
                sighting, lastAt, evidence, whole, proves.strength(relay), proves.anchors(relay)));
      }
    }
    if (!claims.isEmpty()) {
      claimants.add(new Claimant(witness, member, claims));
      if (!member.anchored()) {
        distinctPrefixes &= prefixes.add(witness.network().prefix());
      }
    }
  }

  /** Returns the tally at an instant. */
  Tally tally(Instant at) {
    if (claimants.isEmpty()) {
      return Tally.EMPTY;
    }
    long now = DecayTable.micros(at);
    List<Vote> votes = new ArrayList<>(claimants.size());
    for (Claimant claimant : claimants) {
      vote(claimant, now).ifPresent(votes::add);
    }
    votes.sort(HEAVIEST_FIRST);
    return Tally.of(votes, policy.sameNetworkDiscount());
  }

  private long weight(Claim claim, long now) {
    return decay.forgotten(now - claim.lastAt())
        ? 0
        : Micro.times(claim.whole(), decay.at(DecayTable.lastStep(now) - claim.lastAt()));
  }

  /**
   * Returns whose word counts at an instant: everybody who votes, and of those in one prefix the
   * one who is there longest, so that it does not change while votes fade.
   */
  List<Long> witnesses(Instant at) {
    long now = DecayTable.micros(at);
    Map<String, Long> byPrefix = new TreeMap<>();
    List<Long> witnesses = new ArrayList<>(claimants.size());
    for (Claimant claimant : claimants) {
      if (claimant.claims().stream().anyMatch(claim -> weight(claim, now) > 0)) {
        long organisation = claimant.member().organisation();
        if (claimant.member().anchored()) {
          witnesses.add(organisation);
        } else {
          byPrefix.merge(claimant.witness().network().prefix(), organisation, Math::min);
        }
      }
    }
    witnesses.addAll(byPrefix.values());
    return witnesses;
  }

  /** Returns the first minute in which a claim that weighs now is gone, if nothing new is seen. */
  Optional<Instant> nextGone(Instant at) {
    long now = DecayTable.micros(at);
    return claimants.stream()
        .flatMap(claimant -> claimant.claims().stream())
        .filter(claim -> weight(claim, now) > 0)
        .map(claim -> claim.sighting().lastAt())
        .min(Comparator.naturalOrder())
        .map(
            last ->
                last.plus(policy.decay().forget())
                    .truncatedTo(ChronoUnit.MINUTES)
                    .plus(1, ChronoUnit.MINUTES));
  }

  /** Returns the score of the tally at an instant, without the votes. */
  long score(Instant at) {
    if (!distinctPrefixes) {
      return tally(at).score();
    }
    long now = DecayTable.micros(at);
    long score = 0;
    Map<Long, List<Long>> byNetwork = new HashMap<>();
    for (Claimant claimant : claimants) {
      long best = 0;
      for (Claim claim : claimant.claims()) {
        best = Math.max(best, weight(claim, now));
      }
      if (claimant.member().anchored()) {
        score += best;
      } else if (best > 0) {
        byNetwork
            .computeIfAbsent(claimant.witness().network().asn(), any -> new ArrayList<>(2))
            .add(best);
      }
    }
    for (List<Long> weights : byNetwork.values()) {
      weights.sort(Comparator.reverseOrder());
      long part = Micro.ONE;
      for (long weight : weights) {
        score += Micro.times(weight, part);
        part = Micro.times(part, policy.sameNetworkDiscount());
      }
    }
    return score;
  }

  /** One organisation, one vote: the best of what it saw counts, never the sum. */
  private Optional<Vote> vote(Claimant claimant, long now) {
    long best = 0;
    long strength = 0;
    boolean anchors = false;
    Claim heaviest = null;
    Instant firstAt = Instant.MAX;
    Instant lastAt = Instant.MIN;
    for (Claim claim : claimant.claims()) {
      long weight = weight(claim, now);
      if (weight > 0) {
        Sighting sighting = claim.sighting();
        strength = Math.max(strength, claim.strength());
        anchors |= claim.anchors();
        firstAt = sighting.firstAt().isBefore(firstAt) ? sighting.firstAt() : firstAt;
        lastAt = sighting.lastAt().isAfter(lastAt) ? sighting.lastAt() : lastAt;
        if (heaviest == null || weight > best || (weight == best && claim.beats(heaviest))) {
          heaviest = claim;
          best = weight;
        }
      }
    }
    if (heaviest == null) {
      return Optional.empty();
    }
    Member member = claimant.member();
    return Optional.of(
        new Vote(
            member.organisation(),
            member.standing(),
            claimant.witness().network(),
            heaviest.sighting().scenario(),
            member.trust(),
            heaviest.evidence(),
            best,
            best,
            strength,
            anchors ? policy.anchorWeight().of(member.standing()) : 0,
            firstAt,
            lastAt));
  }
}
