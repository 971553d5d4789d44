package org.tocsin.curation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tocsin.address.Prefix;

/** The numbers of the model as it is published, and scenarios named by what they prove. */
public final class KnownRules {

  public static final String ATTACK = "t/attack";
  public static final String LIKELY = "t/likely";
  public static final String SUSPICIOUS = "t/suspicious";
  public static final String NOTHING = "t/nothing";
  public static final String FORGEABLE_ATTACK = "t/forgeable-attack";
  public static final String FORGEABLE_SCAN = "t/forgeable-scan";
  public static final String REFLECTED = "t/reflected";

  public static final List<String> NAMES =
      List.of(ATTACK, LIKELY, SUSPICIOUS, NOTHING, FORGEABLE_ATTACK, FORGEABLE_SCAN, REFLECTED);

  static final HubDigests HUB = new HubDigests(Set.of(ATTACK), Set.of("a1", "b2"));

  static final ScenarioWeights SCENARIOS =
      new ScenarioWeights(
          List.of(
              rule(ATTACK, 3, 0, false),
              rule(LIKELY, 2, 0, false),
              rule(SUSPICIOUS, 1, 0, false),
              rule(FORGEABLE_ATTACK, 3, 1, false),
              rule(FORGEABLE_SCAN, 1, 3, false),
              rule(REFLECTED, 3, 0, true)),
          ScenarioWeights.Weight.NOTHING,
          HUB);

  public static final Policy.Floors GLOBAL =
      new Policy.Floors(1_000_000, 1_500_000, 2, 2, 2_000_000, Duration.ofMinutes(15));

  static final Policy.Floors SCOPED =
      new Policy.Floors(0, 1_200_000, 2, 2, 2_000_000, Duration.ofHours(1));

  static final Policy.Superquorum NO_SUPERQUORUM =
      new Policy.Superquorum(false, new Policy.AtLeast(20, 5), 4, 3);

  public static final Policy POLICY = policy(GLOBAL, NO_SUPERQUORUM, List.of());

  private static final Duration DAY = Duration.ofDays(1);

  public static final ReviewPolicy REVIEW =
      new ReviewPolicy(
          Optional.of(new ReviewPolicy.InProtected(DAY)),
          Optional.of(new ReviewPolicy.WithoutAnchor(10, DAY)),
          Optional.of(
              new ReviewPolicy.Velocity(
                  500_000, 5, 20, Duration.ofDays(14), Duration.ofDays(7), DAY)),
          Optional.of(new ReviewPolicy.Diversity(3_000_000, 8, DAY)),
          Optional.of(new ReviewPolicy.Clique(4, 5, DAY, DAY)),
          Optional.of(new ReviewPolicy.Bait(Duration.ofDays(7))),
          Optional.of(new ReviewPolicy.Appeal(Duration.ofDays(7))),
          Optional.of(new ReviewPolicy.Range(10, Duration.ofDays(7))),
          DAY,
          false);

  public static final ReviewPolicy NO_REVIEW =
      new ReviewPolicy(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          DAY,
          false);

  private KnownRules() {}

  private static ScenarioWeights.Rule rule(
      String name, int confidence, int spoofable, boolean reflectable) {
    return new ScenarioWeights.Rule(
        name, new ScenarioWeights.Weight(confidence, spoofable, reflectable, 3, false));
  }

  /** Returns the published numbers with another global tier, superquorum and decoys. */
  public static Policy policy(
      Policy.Floors global, Policy.Superquorum superquorum, List<Prefix> decoys) {
    return new Policy(
        new Policy.Skew(Duration.ofHours(24), Duration.ofMinutes(5)),
        new Policy.Decay(Duration.ofHours(24), Duration.ofHours(12), Duration.ofHours(72)),
        500_000,
        new Policy.Trust(
            21,
            6,
            400_000,
            3,
            Duration.ofHours(72),
            new Policy.Penalty(5, 5, 2),
            Duration.ofDays(90),
            Duration.ofDays(180)),
        new Policy.Caps(2_000, 10_000),
        global,
        new Policy.Scoped(SCOPED, 1_000_000, Duration.ofDays(14), 2),
        superquorum,
        new Policy.AnchorWeight(1_000_000, 500_000),
        new Policy.Keep(500_000, Duration.ofHours(72)),
        new Policy.Relist(Duration.ofDays(14), 1_000_000, Duration.ZERO),
        new Policy.Shared(2, Duration.ofHours(6)),
        new Policy.Breaker(new Policy.AtLeast(500, 10), new Policy.AtLeast(500, 25)),
        new Policy.Decoys(0, decoys));
  }

  /** Returns rules with these exemptions. */
  public static Rules rules(Policy policy, ReviewPolicy review, List<Exemption> exemptions) {
    return new Rules(
        policy, review, SCENARIOS, exemptions, Rules.Anchors.NONE, List.of(), "digest");
  }

  /** Returns an exemption of a range. */
  public static Exemption exempt(String range, Exemption.Tier tier) {
    return new Exemption(prefix(range), tier, "test");
  }

  /** Returns a range. */
  public static Prefix prefix(String range) {
    if (Prefix.read(range) instanceof Prefix.Reading.Accepted accepted) {
      return accepted.prefix();
    }
    throw new IllegalArgumentException(range);
  }
}
