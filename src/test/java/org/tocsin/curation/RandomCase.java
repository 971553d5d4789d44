package org.tocsin.curation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.tocsin.evidence.Evidence;
import org.tocsin.evidence.Network;
import org.tocsin.evidence.Sighting;
import org.tocsin.evidence.Witness;

/** Evidence, community and past drawn from a seed, so that a failure can be drawn again. */
final class RandomCase {

  private static final long THRESHOLD = 400_000;
  private static final int ORGANISATIONS = 24;
  private static final int CROWD = 100;

  final Random random;
  final Map<Long, Member> members = new HashMap<>();
  final Map<Long, Set<Long>> neighbours = new HashMap<>();
  final Evidence evidence;
  final Standing before;
  final boolean soaks;
  private final int networks;
  private final boolean recent;
  private final boolean old;

  RandomCase(long seed) {
    random = new Random(seed);
    networks = 1 + random.nextInt(9);
    recent = random.nextInt(3) > 0;
    old = random.nextInt(3) == 0;
    int anchorsIn = random.nextInt(5);
    for (long number = 1; number <= ORGANISATIONS; number++) {
      members.put(number, member(number, anchorsIn));
    }
    for (long number = CROWD; number < CROWD + 30; number++) {
      members.put(number, member(number, Witness.Standing.ORDINARY, random.nextInt(400_000)));
    }
    for (int i = random.nextInt(60); i > 0; i--) {
      near(1 + random.nextInt(ORGANISATIONS), 1 + random.nextInt(ORGANISATIONS));
    }
    List<Witness> witnesses = new ArrayList<>();
    int count = random.nextInt(5) == 0 ? random.nextInt(ORGANISATIONS + 1) : random.nextInt(8);
    for (long number = 1; number <= count; number++) {
      witnesses.add(witness(number));
    }
    evidence = new Evidence(Cases.ADDRESS, witnesses);
    soaks = random.nextInt(4) == 0;
    before = standing();
  }

  private Member member(long number, int anchorsIn) {
    boolean anchor = anchorsIn > 0 && random.nextInt(4) < anchorsIn - 1;
    if (anchor) {
      return member(
          number,
          random.nextBoolean() ? Witness.Standing.HONEYPOT : Witness.Standing.VOUCHED,
          Micro.ONE);
    }
    long trust =
        switch (random.nextInt(4)) {
          case 0 -> random.nextInt(400_000);
          case 1 -> THRESHOLD;
          default -> THRESHOLD + random.nextInt(600_000);
        };
    return member(number, Witness.Standing.ORDINARY, trust);
  }

  private Member member(long number, Witness.Standing standing, long trust) {
    return new Member(
        number,
        standing,
        trust,
        random.nextInt(6),
        random.nextInt(8) == 0
            ? Optional.empty()
            : Optional.of(Cases.NOW.minus(upTo(Duration.ofDays(40)))),
        random.nextInt(6) == 0);
  }

  private void near(long one, long other) {
    if (one != other) {
      neighbours.computeIfAbsent(one, any -> new HashSet<>()).add(other);
      neighbours.computeIfAbsent(other, any -> new HashSet<>()).add(one);
    }
  }

  private Standing standing() {
    Instant then = Cases.NOW.minus(upTo(Duration.ofHours(2)));
    Standing plain =
        switch (random.nextInt(4)) {
          case 0 -> Standing.UNKNOWN;
          case 1 -> Cases.globalSince(then);
          case 2 -> Cases.listed(Standing.Tier.SCOPED);
          default -> Cases.listed(Standing.Tier.GLOBAL);
        };
    Standing.Past past = plain.past();
    return new Standing(
        plain.listed(),
        plain.globalSince(),
        random.nextInt(4) == 0 ? Optional.of(then) : plain.scopedSince(),
        plain.heldSince(),
        new Standing.Past(
            past.knownSince(),
            past.globalKnownSince(),
            past.told(),
            past.leftAt(),
            sometimes(Duration.ofDays(15)),
            sometimes(Duration.ofDays(8)),
            sometimes(Duration.ofHours(25))
                .map(at -> new Standing.Decision(Standing.Outcome.DROP, at))));
  }

  private Optional<Instant> sometimes(Duration within) {
    return random.nextInt(5) == 0 ? Optional.of(Cases.NOW.minus(upTo(within))) : Optional.empty();
  }

  Community community() {
    List<TrustLedger.Pair> pairs = new ArrayList<>();
    neighbours.forEach(
        (one, others) -> others.forEach(other -> pairs.add(TrustLedger.Pair.of(one, other))));
    return new Community(members, new Neighbours(pairs), THRESHOLD);
  }

  Judge judge(Policy policy, ReviewPolicy review, Exemption... exemptions) {
    return Cases.judge(policy, review, List.of(exemptions), community());
  }

  <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  Witness witness(long number) {
    List<Sighting> sightings = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      Instant last =
          Cases.NOW.minusSeconds(random.nextInt(recent ? 90_000 : old ? 520_000 : 290_000));
      String scenario = random.nextInt(2) == 0 ? KnownRules.ATTACK : pick(KnownRules.NAMES);
      sightings.add(
          new Sighting(
              scenario,
              random.nextInt(20) == 0 ? "c3" : "",
              last.minusSeconds(random.nextInt(9_000)),
              last,
              Optional.of(last)));
    }
    long asn = random.nextInt(networks);
    String prefix = asn + (random.nextInt(4) == 0 ? "/shared" : "/" + number);
    Witness.Standing standing = Witness.Standing.ORDINARY;
    return new Witness(number, standing, new Network(asn, prefix), sightings);
  }

  Duration upTo(Duration most) {
    return Duration.ofMillis((long) (random.nextDouble() * most.toMillis()));
  }

  /** Returns the evidence with a crowd of organisations that nobody trusts. */
  Evidence withACrowd() {
    List<Witness> witnesses = new ArrayList<>(evidence.witnesses());
    int count = 1 + random.nextInt(30);
    for (long number = CROWD; number < CROWD + count; number++) {
      witnesses.add(witness(number));
    }
    Collections.shuffle(witnesses, random);
    return new Evidence(evidence.address(), witnesses);
  }

  /** Returns the evidence in another order, with sightings doubled, split in time and repeated. */
  Evidence toldOtherwise() {
    List<Witness> witnesses = new ArrayList<>();
    for (Witness witness : evidence.witnesses()) {
      List<Sighting> sightings = new ArrayList<>();
      for (Sighting sighting : witness.sightings()) {
        Sighting early = at(sighting, sighting.firstAt());
        switch (random.nextInt(4)) {
          case 0 -> sightings.addAll(List.of(sighting, sighting));
          case 1 -> sightings.addAll(List.of(sighting, early));
          case 2 -> sightings.addAll(List.of(early, at(sighting, sighting.lastAt())));
          default -> sightings.add(sighting);
        }
      }
      Collections.shuffle(sightings, random);
      witnesses.add(
          new Witness(witness.organisation(), witness.standing(), witness.network(), sightings));
    }
    Collections.shuffle(witnesses, random);
    return new Evidence(evidence.address(), witnesses);
  }

  private static Sighting at(Sighting sighting, Instant at) {
    return new Sighting(sighting.scenario(), sighting.digest(), at, at, sighting.promptAt());
  }
}
