package org.tocsin.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.tocsin.address.Address;
import org.tocsin.curation.Enrolled;
import org.tocsin.curation.Exemption;
import org.tocsin.curation.KnownRules;
import org.tocsin.curation.Policy;
import org.tocsin.curation.Reputation;
import org.tocsin.curation.RuleBook;
import org.tocsin.curation.TrustLedger;
import org.tocsin.curation.Verdict;
import org.tocsin.evidence.Network;
import org.tocsin.evidence.Witness;

/** What two sets of rules make of the same reports. */
final class RulesDiffTest {

  private static final Instant NOON = Lab.START.plus(Duration.ofHours(12));
  private static final Instant END = NOON.plus(Duration.ofHours(30));
  private static final long VOUCHED = 60;
  private static final Address ONE = Address.parse("45.84.1.1").orElseThrow();
  private static final Address OTHER = Address.parse("45.84.1.2").orElseThrow();

  private static final RuleBook KNOWN = book(KnownRules.GLOBAL);
  private static final RuleBook STRICTER =
      book(new Policy.Floors(2_000_000, 1_500_000, 2, 2, 2_000_000, Duration.ofMinutes(15)));
  private static final RuleBook LOOSER =
      book(new Policy.Floors(500_000, 500_000, 1, 1, 1_000_000, Duration.ofMinutes(15)));

  private static RuleBook book(Policy.Floors global) {
    return new RuleBook(
        KnownRules.rules(
            KnownRules.policy(global, KnownRules.POLICY.superquorum(), List.of()),
            KnownRules.NO_REVIEW,
            List.of()));
  }

  private static RulesDiff diff(
      RuleBook before,
      RuleBook after,
      List<Reputation> records,
      Map<TrustLedger.Pair, Long> near,
      Exemption... exemptions) {
    List<Enrolled> organisations =
        LongStream.range(0, 4)
            .mapToObj(
                n ->
                    new Enrolled(
                        VOUCHED + n, Witness.Standing.VOUCHED, NOON.minus(Duration.ofDays(90))))
            .toList();
    return new RulesDiff(
        new RulesDiff.Side(before, near),
        new RulesDiff.Side(after, near),
        new RulesDiff.World(organisations, records, List.of(exemptions)),
        END);
  }

  private static RulesDiff diff(RuleBook before, RuleBook after, Exemption... exemptions) {
    return diff(before, after, List.of(), Map.of(), exemptions);
  }

  private static void saw(RulesDiff diff, long organisation, Address address, Instant at) {
    diff.accept(
        new Report(
            at,
            organisation,
            organisation,
            new Network(organisation, "p" + organisation),
            address,
            KnownRules.ATTACK,
            "a1",
            Optional.of(Duration.ZERO)));
  }

  private static void twoSawOneAndOneSawTheOther(RulesDiff diff) {
    saw(diff, VOUCHED, ONE, NOON);
    saw(diff, VOUCHED + 1, ONE, NOON.plusSeconds(5));
    saw(diff, VOUCHED, OTHER, NOON.plusSeconds(9));
  }

  @Test
  void theSameRulesMakeNoDifference() {
    RulesDiff diff = diff(KNOWN, KNOWN);
    twoSawOneAndOneSawTheOther(diff);

    assertThat(diff.differences(END)).isEmpty();
  }

  @Test
  void withoutReportsThereIsNoDifference() {
    assertThat(diff(KNOWN, LOOSER).differences(END)).isEmpty();
  }

  @Test
  void stricterRulesSayWhyAnAddressLeaves() {
    RulesDiff diff = diff(KNOWN, STRICTER);
    twoSawOneAndOneSawTheOther(diff);

    assertThat(diff.differences(END))
        .containsExactly(
            new RulesDiff.Difference(
                ONE, Verdict.State.GLOBAL, Verdict.State.SCOPED, "floor.anchors"));
  }

  @Test
  void looserRulesLetEnterWhatTheOldOnesSayWhyTheyDoNot() {
    RulesDiff diff = diff(KNOWN, LOOSER);
    twoSawOneAndOneSawTheOther(diff);
    List<RulesDiff.Difference> differences = diff.differences(END);

    assertThat(differences)
        .containsExactly(
            new RulesDiff.Difference(
                OTHER, Verdict.State.NONE, Verdict.State.GLOBAL, "floor.score"));
    assertThat(differences.get(0).enters()).isTrue();
  }

  @Test
  void whatIsExemptIsListedByNeither() {
    RulesDiff diff = diff(KNOWN, LOOSER, KnownRules.exempt("45.84.1.0/24", Exemption.Tier.BENIGN));
    twoSawOneAndOneSawTheOther(diff);

    assertThat(diff.differences(END)).isEmpty();
  }

  @Test
  void whatStillSoaksInOneIsADifference() {
    RulesDiff diff =
        diff(
            KNOWN,
            book(new Policy.Floors(1_000_000, 1_500_000, 2, 2, 2_000_000, Duration.ofHours(40))));
    twoSawOneAndOneSawTheOther(diff);

    assertThat(diff.differences(NOON.plus(Duration.ofHours(20))))
        .containsExactly(
            new RulesDiff.Difference(ONE, Verdict.State.GLOBAL, Verdict.State.SCOPED, "soak"));
  }

  @Test
  void reportsOutOfOrderAreTakenAsTheyCome() {
    RulesDiff diff = diff(KNOWN, STRICTER);
    saw(diff, VOUCHED, ONE, NOON.plusSeconds(90));
    saw(diff, VOUCHED + 1, ONE, NOON);

    assertThat(diff.differences(END)).hasSize(1);
  }

  @Test
  void anAgentWithoutATimeIsAWitnessAndAnUnknownDigestIsNone() {
    RulesDiff diff = diff(KNOWN, STRICTER);
    Network network = new Network(1, "p");
    diff.accept(
        new Report(NOON, VOUCHED, 1, network, ONE, KnownRules.ATTACK, "a1", Optional.empty()));
    diff.accept(
        new Report(NOON, VOUCHED + 1, 2, network, ONE, KnownRules.ATTACK, "b2", Optional.empty()));

    assertThat(diff.differences(END)).hasSize(1);
  }

  /** Records and neighbours are those of the end, and no night within the stream changes them. */
  @Test
  void whoIsTrustedNowIsSoFromTheBeginning() {
    Policy.Floors half =
        new Policy.Floors(500_000, 1_200_000, 2, 2, 2_000_000, Duration.ofMinutes(15));
    for (boolean known : new boolean[] {false, true}) {
      RulesDiff diff = diff(KNOWN, book(half), known ? List.of(trusted(1)) : List.of(), Map.of());
      saw(diff, 1, ONE, NOON.minus(Duration.ofHours(20)));
      saw(diff, VOUCHED, ONE, NOON);

      assertThat(diff.differences(END)).hasSize(known ? 1 : 0);
    }
  }

  private static Reputation trusted(long organisation) {
    return new Reputation(
        organisation, 30_000_000, 0, 60, 5_000_000, Optional.of(NOON.minus(Duration.ofDays(90))));
  }
}
