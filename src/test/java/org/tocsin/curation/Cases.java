package org.tocsin.curation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.evidence.Evidence;
import org.tocsin.evidence.Sighting;
import org.tocsin.evidence.Witness;

/** Rules and evidence as examples need them: the shipped numbers, and scenarios named by label. */
final class Cases {

  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final Address ADDRESS = address("45.84.1.1");

  static final String ATTACK = "t/attack";
  static final String LIKELY = "t/likely";
  static final String SUSPICIOUS = "t/suspicious";
  static final String NOTHING = "t/nothing";
  static final String FORGEABLE_ATTACK = "t/forgeable-attack";
  static final String FORGEABLE_SCAN = "t/forgeable-scan";

  static final ScenarioWeights SCENARIOS =
      new ScenarioWeights(
          List.of(
              rule(ATTACK, 3, 0),
              rule(LIKELY, 2, 0),
              rule(SUSPICIOUS, 1, 0),
              rule(FORGEABLE_ATTACK, 3, 1),
              rule(FORGEABLE_SCAN, 1, 3)),
          new ScenarioWeights.Weight(0, 0));

  static final Policy.Floors FLOORS =
      new Policy.Floors(1_000_000, 1_500_000, 2, 2, 2_000_000, Duration.ofMinutes(15));

  private Cases() {}

  private static ScenarioWeights.Rule rule(String name, int confidence, int spoofable) {
    return new ScenarioWeights.Rule(name, new ScenarioWeights.Weight(confidence, spoofable));
  }

  static Policy policy(Policy.Floors floors) {
    return new Policy(
        Duration.ofHours(24),
        new Policy.Decay(Duration.ofHours(24), Duration.ofHours(12), Duration.ofDays(3)),
        floors,
        new Policy.AnchorWeight(1_000_000, 500_000),
        new Policy.Keep(500_000, Duration.ofDays(3)));
  }

  static Judge judge(Exemption... exemptions) {
    return judge(FLOORS, exemptions);
  }

  static Judge judge(Policy.Floors floors, Exemption... exemptions) {
    return new Judge(
        new Rules(policy(floors), SCENARIOS, List.of(exemptions), "digest"), List.of());
  }

  static Address address(String text) {
    return Address.parse(text).orElseThrow();
  }

  static Exemption exempt(String range) {
    if (Prefix.read(range) instanceof Prefix.Reading.Accepted accepted) {
      return new Exemption(accepted.prefix(), Exemption.Tier.BENIGN, "test");
    }
    throw new IllegalArgumentException(range);
  }

  static Evidence evidence(Witness... witnesses) {
    return new Evidence(ADDRESS, List.of(witnesses));
  }

  static Sighting saw(String scenario, Duration age) {
    return new Sighting(scenario, NOW.minus(age), NOW.minus(age));
  }

  static Witness honeypot(long organisation, Sighting... sightings) {
    return new Witness(organisation, Witness.Standing.HONEYPOT, List.of(sightings));
  }

  static Witness vouched(long organisation, Sighting... sightings) {
    return new Witness(organisation, Witness.Standing.VOUCHED, List.of(sightings));
  }

  static Witness ordinary(long organisation, Sighting... sightings) {
    return new Witness(organisation, Witness.Standing.ORDINARY, List.of(sightings));
  }

  /** Returns what two vouched organisations saw at once: just enough to be listed. */
  static Evidence enough(String scenario, Duration age) {
    return evidence(vouched(1, saw(scenario, age)), vouched(2, saw(scenario, age)));
  }

  static Verdict atOnce(Evidence evidence) {
    return judge().judge(evidence, new Standing.Unlisted(), false, NOW);
  }

  static Verdict whenListed(Evidence evidence, Instant now) {
    return judge().judge(evidence, new Standing.Listed(), true, now);
  }

  static List<String> unmet(Verdict verdict) {
    return floors(verdict).filter(floor -> !floor.met()).map(Verdict.Floor::name).toList();
  }

  private static Stream<Verdict.Floor> floors(Verdict verdict) {
    return verdict.floors().stream();
  }
}
