package org.tocsin.curation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tocsin.address.Address;
import org.tocsin.evidence.Evidence;
import org.tocsin.evidence.Network;
import org.tocsin.evidence.Sighting;
import org.tocsin.evidence.Witness;

/** Evidence, organisations and judges as examples need them. */
final class Cases {

  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final Address ADDRESS = address("45.84.1.1");
  static final long TRUSTED = 800_000;

  /** Honeypots have the numbers from here, vouched organisations those from 2000, others less. */
  static final long HONEYPOTS = 1_000;

  static final long VOUCHED = 2_000;

  private static final RuleBook REVIEWED =
      new RuleBook(KnownRules.rules(KnownRules.POLICY, KnownRules.REVIEW, List.of()));

  private static final RuleBook UNREVIEWED =
      new RuleBook(KnownRules.rules(KnownRules.POLICY, KnownRules.NO_REVIEW, List.of()));

  private Cases() {}

  static Address address(String text) {
    return Address.parse(text).orElseThrow();
  }

  static RuleBook reviewed() {
    return REVIEWED;
  }

  static Judge judge(Exemption... exemptions) {
    return judge(KnownRules.POLICY, KnownRules.NO_REVIEW, List.of(exemptions));
  }

  static Judge judge(Policy.Floors floors) {
    return judge(
        KnownRules.policy(floors, KnownRules.NO_SUPERQUORUM, List.of()),
        KnownRules.NO_REVIEW,
        List.of());
  }

  static Judge judge(Policy policy, ReviewPolicy review, List<Exemption> exemptions) {
    return judge(policy, review, exemptions, community(TRUSTED));
  }

  static Judge judge(
      Policy policy, ReviewPolicy review, List<Exemption> exemptions, Community community) {
    return new Judge(book(policy, review), exemptions, community, new Candidates(() -> List.of()));
  }

  private static RuleBook book(Policy policy, ReviewPolicy review) {
    if (policy.equals(KnownRules.POLICY)) {
      return review.equals(KnownRules.REVIEW) ? REVIEWED : UNREVIEWED;
    }
    return new RuleBook(KnownRules.rules(policy, review, List.of()));
  }

  /** Returns a community whose ordinary organisations are all trusted so far. */
  static Community community(long trust) {
    Map<Long, Member> members = new HashMap<>();
    for (long number = 1; number <= 250; number++) {
      members.put(number, member(number, Witness.Standing.ORDINARY, trust));
    }
    for (long n = 0; n < 60; n++) {
      members.put(HONEYPOTS + n, member(HONEYPOTS + n, Witness.Standing.HONEYPOT, Micro.ONE));
      members.put(VOUCHED + n, member(VOUCHED + n, Witness.Standing.VOUCHED, Micro.ONE));
    }
    return new Community(members, Neighbours.NONE, KnownRules.POLICY.trust().threshold());
  }

  static Member member(long number, Witness.Standing standing, long trust) {
    return new Member(
        number, standing, trust, number % 50, Optional.of(NOW.minus(Duration.ofDays(90))), false);
  }

  static Evidence evidence(Witness... witnesses) {
    return new Evidence(ADDRESS, List.of(witnesses));
  }

  static Sighting saw(String scenario, Duration age) {
    return saw(scenario, NOW.minus(age), NOW.minus(age));
  }

  static Sighting saw(String scenario, Instant first, Instant last) {
    return new Sighting(scenario, "", first, last, Optional.of(first));
  }

  static Witness honeypot(long number, Sighting... sightings) {
    return in(number, HONEYPOTS + number, Witness.Standing.HONEYPOT, sightings);
  }

  static Witness vouched(long number, Sighting... sightings) {
    return in(number, VOUCHED + number, Witness.Standing.VOUCHED, sightings);
  }

  /** Returns an ordinary witness in a network of its own. */
  static Witness ordinary(long number, Sighting... sightings) {
    return in(number, number, Witness.Standing.ORDINARY, sightings);
  }

  /** Returns an ordinary witness in a given network, with a prefix of its own. */
  static Witness ordinaryIn(long asn, long number, Sighting... sightings) {
    return in(asn, number, Witness.Standing.ORDINARY, sightings);
  }

  private static Witness in(
      long asn, long number, Witness.Standing standing, Sighting... sightings) {
    return new Witness(number, standing, new Network(asn, "p" + number), List.of(sightings));
  }

  /** Returns what two vouched organisations saw at once: just enough to be listed. */
  static Evidence enough(String scenario, Duration age) {
    return evidence(vouched(1, saw(scenario, age)), vouched(2, saw(scenario, age)));
  }

  /** Returns what two trusted ordinary organisations saw at once: just enough to be scoped. */
  static Evidence enoughForSome(Duration age) {
    return evidence(
        ordinary(1, saw(KnownRules.ATTACK, age)), ordinary(2, saw(KnownRules.ATTACK, age)));
  }

  static Standing listed(Standing.Tier tier) {
    return new Standing(
        Optional.of(tier),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Standing.UNKNOWN.nextPast(
            Optional.of(tier), Set.of(), false, NOW.minus(Duration.ofDays(20))));
  }

  static Standing globalSince(Instant since) {
    return new Standing(
        Optional.empty(),
        Optional.of(since),
        Optional.empty(),
        Optional.empty(),
        Standing.Past.NONE);
  }

  static Verdict atOnce(Evidence evidence) {
    return judge().judge(evidence, Standing.UNKNOWN, false, NOW);
  }

  static Verdict whenListed(Evidence evidence, Instant now) {
    return judge().judge(evidence, listed(Standing.Tier.GLOBAL), true, now);
  }

  static List<String> unmet(Verdict verdict, Standing.Tier tier) {
    return floors(verdict)
        .filter(floor -> floor.tier() == tier && !floor.met())
        .map(Verdict.Floor::name)
        .toList();
  }

  private static Stream<Verdict.Floor> floors(Verdict verdict) {
    return verdict.floors().stream();
  }
}
