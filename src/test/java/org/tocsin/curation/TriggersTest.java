package org.tocsin.curation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tocsin.curation.Cases.ADDRESS;
import static org.tocsin.curation.Cases.NOW;
import static org.tocsin.curation.Cases.saw;
import static org.tocsin.curation.KnownRules.ATTACK;
import static org.tocsin.curation.KnownRules.POLICY;
import static org.tocsin.curation.KnownRules.REVIEW;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tocsin.evidence.Evidence;
import org.tocsin.evidence.Witness;

/** Each trigger fires, and does not one step below. */
final class TriggersTest {

  private static final Duration NONE = Duration.ZERO;
  private static final Duration DAY = Duration.ofDays(1);

  private final Map<Long, Member> members = new HashMap<>();
  private final List<Witness> witnesses = new ArrayList<>();
  private final List<Exemption> exemptions = new ArrayList<>();
  private final List<Candidates.Candidate> candidates = new ArrayList<>();

  private void ordinary(long number, long asn, long cohort) {
    ordinary(number, asn, cohort, NOW.minus(Duration.ofDays(90)), false);
  }

  private void ordinary(long number, long asn, long cohort, Instant first, boolean bursting) {
    members.put(
        number,
        new Member(
            number,
            Witness.Standing.ORDINARY,
            Cases.TRUSTED,
            cohort,
            Optional.of(first),
            bursting));
    witnesses.add(Cases.ordinaryIn(asn, number, saw(ATTACK, NONE)));
  }

  private void anchors(int count) {
    for (long n = 0; n < count; n++) {
      long number = Cases.VOUCHED + n;
      members.put(number, Cases.member(number, Witness.Standing.VOUCHED, Micro.ONE));
      witnesses.add(Cases.vouched(n, saw(ATTACK, NONE)));
    }
  }

  private Verdict verdict(Standing before, Instant now) {
    return new Judge(
            new RuleBook(KnownRules.rules(POLICY, REVIEW, exemptions)),
            List.of(),
            new Community(members, Neighbours.NONE, POLICY.trust().threshold()),
            new Candidates(() -> candidates))
        .judge(new Evidence(ADDRESS, witnesses), before, true, now);
  }

  private List<Trigger> fired() {
    Verdict verdict = verdict(Standing.UNKNOWN, NOW);
    assertThat(verdict.state())
        .isEqualTo(verdict.triggers().isEmpty() ? Verdict.State.SOAKING : Verdict.State.HELD);
    return verdict.triggers();
  }

  @ParameterizedTest
  @EnumSource(Exemption.Tier.class)
  void r1FiresInProtectedRangesOnly(Exemption.Tier tier) {
    anchors(4);
    exemptions.add(KnownRules.exempt("45.84.0.0/16", tier));

    assertThat(verdict(Standing.UNKNOWN, NOW).triggers())
        .isEqualTo(tier == Exemption.Tier.PROTECTED ? List.of(Trigger.PROTECTED) : List.of());
  }

  @Test
  void r1TakesAListedAddressOff() {
    anchors(4);
    exemptions.add(KnownRules.exempt("45.84.0.0/16", Exemption.Tier.PROTECTED));

    assertThat(verdict(Cases.listed(Standing.Tier.GLOBAL), NOW).state())
        .isEqualTo(Verdict.State.HELD);
  }

  @Test
  void aProtectedSharedAddressKeepsItsDoubleFloors() {
    anchors(2);
    exemptions.add(KnownRules.exempt("45.84.0.0/16", Exemption.Tier.SHARED));
    exemptions.add(KnownRules.exempt("45.84.1.0/24", Exemption.Tier.PROTECTED));

    assertThat(Cases.unmet(verdict(Standing.UNKNOWN, NOW), Standing.Tier.GLOBAL)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"9, 0, false", "10, 0, true", "9, 1, true", "8, 1, false", "9, 2, false"})
  void r2FiresForTenOrganisationsWithoutAnAnchor(int ordinary, int anchors, boolean fires) {
    for (long number = 1; number <= ordinary; number++) {
      ordinary(number, number, number);
    }
    anchors(anchors);

    assertThat(fired().contains(Trigger.NO_ANCHOR)).isEqualTo(fires);
  }

  @Test
  void r3FiresWhenMoreThanHalfIsFromThoseThatBurstOrAreNew() {
    Instant old = NOW.minus(Duration.ofDays(7));
    ordinary(1, 1, 1, old, false);
    ordinary(2, 2, 2, old, true);
    assertThat(fired()).as("exactly a half").isEmpty();

    ordinary(3, 3, 3, old.plusSeconds(1), false);
    assertThat(fired()).as("one bursts, one is new").containsExactly(Trigger.VELOCITY);

    ordinary(4, 4, 4, old, false);
    assertThat(fired()).as("a half again").isEmpty();
  }

  @Test
  void r3DoesNotAskAboutAnchors() {
    anchors(2);
    members.replaceAll(
        (number, one) ->
            new Member(number, one.standing(), one.trust(), 1, Optional.empty(), true));

    assertThat(fired()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "8, 2, 8, true",
    "8, 8, 2, true",
    "8, 4, 4, false",
    "7, 2, 7, false",
    "9, 3, 3, false"
  })
  void r4FiresForManyInFewNetworksOrCohorts(
      int organisations, int networks, int cohorts, boolean fires) {
    for (long number = 1; number <= organisations; number++) {
      ordinary(number, 1 + number % networks, number % cohorts);
    }

    assertThat(fired().contains(Trigger.DIVERSITY)).isEqualTo(fires);
  }

  @Test
  void r4CountsRightHoweverManyThereAre() {
    for (long number = 1; number <= 6_000; number++) {
      ordinary(number, number % 7, number % 5);
    }
    anchors(2);

    assertThat(fired()).isEmpty();
  }

  private void carried(int count, Set<Long> voters, Duration age) {
    for (int i = 1; i <= count; i++) {
      candidates.add(
          new Candidates.Candidate(
              Cases.address("45.85.0." + i), NOW.minus(age).plusMillis(1), voters));
    }
  }

  private void four() {
    for (long number = 1; number <= 4; number++) {
      ordinary(number, number, number);
    }
  }

  @Test
  void r5FiresAtTheFifthCandidateOfTheSameFour() {
    four();
    carried(4, Set.of(1L, 2L, 3L, 4L, 9L), DAY);

    assertThat(fired()).containsExactly(Trigger.CLIQUE);
  }

  @Test
  void r5DoesNotFireOneStepBelow() {
    four();
    carried(3, Set.of(1L, 2L, 3L, 4L), NONE);
    assertThat(fired()).as("four candidates").isEmpty();

    candidates.clear();
    carried(9, Set.of(1L, 2L, 3L, 9L), NONE);
    assertThat(fired()).as("three in common").isEmpty();

    candidates.clear();
    carried(4, Set.of(1L, 2L, 3L, 4L), DAY.plusMillis(1));
    assertThat(fired()).as("a day ago").isEmpty();

    candidates.clear();
    carried(4, Set.of(1L, 2L, 3L, 4L), NONE);
    anchors(2);
    assertThat(fired()).as("with an anchor").isEmpty();
  }

  @Test
  void whatIsHeldIsACandidateToo() {
    four();
    carried(4, Set.of(1L, 2L, 3L, 4L), NONE);

    assertThat(verdict(Standing.UNKNOWN, NOW).findings().candidate())
        .map(Candidates.Candidate::voters)
        .contains(Set.of(1L, 2L, 3L, 4L));
  }

  @Test
  void aCaseNobodyDecidesIsDroppedAndLeftAloneForADay() {
    for (long number = 1; number <= 10; number++) {
      ordinary(number, number, number);
    }
    Verdict held = verdict(Standing.UNKNOWN, NOW);
    assertThat(held.because()).isEqualTo("review.R2-no-anchor");

    Verdict waiting = verdict(held.after(), NOW.plus(DAY).minusMillis(1));
    assertThat(waiting.state()).isEqualTo(Verdict.State.HELD);

    Verdict dropped = verdict(waiting.after(), NOW.plus(DAY));
    assertThat(dropped.state()).isEqualTo(Verdict.State.NONE);
    assertThat(dropped.because()).isEqualTo("review.timeout");
    assertThat(dropped.judgeAt()).contains(NOW.plus(DAY).plus(DAY));

    Verdict quiet = verdict(dropped.after(), NOW.plus(DAY).plus(DAY).minusMillis(1));
    assertThat(quiet.because()).isEqualTo("review.timeout");
    assertThat(verdict(quiet.after(), NOW.plus(Duration.ofHours(30))).state())
        .isEqualTo(Verdict.State.NONE);
  }

  @Test
  void whatAPersonLetsPassIsListedAtOnceAndForAWeek() {
    for (long number = 1; number <= 10; number++) {
      ordinary(number, number, number);
    }
    Standing approved =
        verdict(Standing.UNKNOWN, NOW).after().decided(Standing.Outcome.PUBLISH, NOW);

    assertThat(verdict(approved, NOW).state()).isEqualTo(Verdict.State.GLOBAL);
  }
}
