package org.tocsin.curation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tocsin.curation.Cases.NOW;
import static org.tocsin.curation.Cases.atOnce;
import static org.tocsin.curation.Cases.enough;
import static org.tocsin.curation.Cases.evidence;
import static org.tocsin.curation.Cases.honeypot;
import static org.tocsin.curation.Cases.judge;
import static org.tocsin.curation.Cases.ordinary;
import static org.tocsin.curation.Cases.saw;
import static org.tocsin.curation.Cases.unmet;
import static org.tocsin.curation.Cases.vouched;
import static org.tocsin.curation.KnownRules.ATTACK;
import static org.tocsin.curation.KnownRules.FORGEABLE_ATTACK;
import static org.tocsin.curation.KnownRules.FORGEABLE_SCAN;
import static org.tocsin.curation.KnownRules.LIKELY;
import static org.tocsin.curation.KnownRules.NOTHING;
import static org.tocsin.curation.KnownRules.SUSPICIOUS;
import static org.tocsin.curation.Standing.Tier.GLOBAL;
import static org.tocsin.curation.Standing.Tier.SCOPED;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.evidence.Evidence;
import org.tocsin.evidence.Sighting;
import org.tocsin.evidence.Witness;

/** What it takes to be listed. */
final class JudgeFloorsTest {

  private static final Duration NONE = Duration.ZERO;

  static Stream<Arguments> floorsThatTwoVouchedJustMiss() {
    return Stream.of(
        Arguments.of("anchors", new Policy.Floors(1_000_001, 2_000_000, 2, 2, 2_000_000, NONE)),
        Arguments.of("score", new Policy.Floors(1_000_000, 2_000_001, 2, 2, 2_000_000, NONE)),
        Arguments.of("orgs", new Policy.Floors(1_000_000, 2_000_000, 3, 2, 2_000_000, NONE)),
        Arguments.of("asns", new Policy.Floors(1_000_000, 2_000_000, 2, 3, 2_000_000, NONE)),
        Arguments.of("strong", new Policy.Floors(1_000_000, 2_000_000, 2, 2, 2_000_001, NONE)));
  }

  @ParameterizedTest
  @MethodSource("floorsThatTwoVouchedJustMiss")
  void oneMissedFloorAloneKeepsAnAddressOffTheGlobalTier(String name, Policy.Floors floors) {
    Verdict verdict = judge(floors).judge(enough(ATTACK, NONE), Standing.UNKNOWN, false, NOW);

    assertThat(verdict.state()).isEqualTo(Verdict.State.SCOPED);
    assertThat(unmet(verdict, GLOBAL)).containsExactly(name);
  }

  @Test
  void floorsThatAreJustReachedList() {
    Policy.Floors exact = new Policy.Floors(1_000_000, 2_000_000, 2, 2, 2_000_000, NONE);

    Verdict verdict = judge(exact).judge(enough(ATTACK, NONE), Standing.UNKNOWN, true, NOW);

    assertThat(verdict.state()).isEqualTo(Verdict.State.GLOBAL);
  }

  @Test
  void twoVouchedOrganisationsListAndOneDoesNot() {
    assertThat(atOnce(enough(ATTACK, NONE)).state()).isEqualTo(Verdict.State.GLOBAL);

    Verdict one = atOnce(evidence(vouched(1, saw(ATTACK, NONE))));
    assertThat(one.state()).isEqualTo(Verdict.State.NONE);
    assertThat(unmet(one, GLOBAL)).containsExactly("anchors", "score", "orgs", "asns", "strong");
  }

  @Test
  void manySightingsOfOneOrganisationAreOneVote() {
    Sighting[] many =
        Stream.of(ATTACK, ATTACK, LIKELY, SUSPICIOUS)
            .map(scenario -> saw(scenario, NONE))
            .toArray(Sighting[]::new);

    Verdict verdict = atOnce(evidence(vouched(1, many)));

    assertThat(verdict.state()).isEqualTo(Verdict.State.NONE);
    assertThat(verdict.tally().score()).isEqualTo(1_000_000);
    assertThat(verdict.tally().strong()).isEqualTo(1_000_000);
  }

  @Test
  void aHoneypotAndAVouchedOrganisationList() {
    Verdict verdict =
        atOnce(evidence(honeypot(1, saw(LIKELY, NONE)), vouched(2, saw(LIKELY, NONE))));

    assertThat(verdict.state()).isEqualTo(Verdict.State.GLOBAL);
    assertThat(verdict.tally().score()).as("a honeypot's likely counts whole").isEqualTo(1_800_000);
    assertThat(verdict.tally().anchors()).isEqualTo(1_500_000);
  }

  @Test
  void aHoneypotAloneDoesNotList() {
    assertThat(unmet(atOnce(evidence(honeypot(1, saw(ATTACK, NONE)))), GLOBAL))
        .containsExactly("score", "orgs", "asns", "strong");
  }

  @Test
  void ordinaryOrganisationsDoNotListForEverybodyHoweverMany() {
    Witness[] crowd =
        Stream.iterate(1L, n -> n + 1)
            .limit(200)
            .map(n -> ordinary(n, saw(ATTACK, NONE)))
            .toArray(Witness[]::new);

    Verdict distrusted =
        judge(
                KnownRules.POLICY,
                KnownRules.NO_REVIEW,
                List.of(),
                Cases.community(KnownRules.POLICY.trust().threshold() - 1))
            .judge(evidence(crowd), Standing.UNKNOWN, false, NOW);
    assertThat(distrusted.state()).isEqualTo(Verdict.State.NONE);
    assertThat(distrusted.tally().votes()).isEmpty();

    Verdict trusted = atOnce(evidence(crowd));
    assertThat(trusted.state()).isEqualTo(Verdict.State.SCOPED);
    assertThat(unmet(trusted, GLOBAL)).containsExactly("anchors");
  }

  @Test
  void whatCanBeForgedIsCappedAndNeverAnchors() {
    Verdict verdict =
        atOnce(
            evidence(
                honeypot(1, saw(FORGEABLE_ATTACK, NONE)),
                honeypot(2, saw(FORGEABLE_ATTACK, NONE)),
                honeypot(3, saw(FORGEABLE_ATTACK, NONE)),
                honeypot(4, saw(FORGEABLE_SCAN, NONE))));

    assertThat(verdict.tally().votes()).extracting(Vote::weight).containsOnly(400_000L);
    assertThat(unmet(verdict, GLOBAL)).containsExactly("anchors", "strong");
  }

  @Test
  void suspicionIsNeverEnoughAndNoHoneypotLiftsIt() {
    Witness[] witnesses =
        Stream.iterate(1L, n -> n + 1)
            .limit(20)
            .map(n -> honeypot(n, saw(SUSPICIOUS, NONE)))
            .toArray(Witness[]::new);

    Verdict verdict = atOnce(evidence(witnesses));

    assertThat(unmet(verdict, GLOBAL)).containsExactly("anchors");
    assertThat(verdict.tally().score()).isEqualTo(20 * 400_000L);
    assertThat(verdict.tally().strong()).as("a quarter each").isEqualTo(20 * 250_000L);
  }

  @Test
  void whatProvesNothingIsNoVote() {
    assertThat(
            atOnce(evidence(honeypot(1, saw(NOTHING, NONE)), vouched(2, saw("never/heard", NONE))))
                .tally()
                .votes())
        .isEmpty();
  }

  @Test
  void theHeaviestVoteNamesTheScenario() {
    Verdict verdict =
        atOnce(
            evidence(
                vouched(1, saw(LIKELY, NONE)),
                vouched(2, saw(SUSPICIOUS, NONE), saw(ATTACK, Duration.ofHours(1)))));

    assertThat(verdict.scenario()).contains(ATTACK);
    assertThat(verdict.tally().votes())
        .extracting(Vote::organisation)
        .containsExactly(Cases.VOUCHED + 2, Cases.VOUCHED + 1);
  }

  private static Exemption exempt(String range) {
    return KnownRules.exempt(range, Exemption.Tier.BENIGN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"45.84.1.1", "45.84.0.0/16", "0.0.0.0/0"})
  void anExemptAddressIsRejectedWhateverIsSeenAndWhereverItStood(String range) {
    Judge judge = judge(exempt(range));
    for (Standing before :
        List.of(
            Standing.UNKNOWN, Cases.globalSince(NOW), Cases.listed(GLOBAL), Cases.listed(SCOPED))) {
      Verdict verdict = judge.judge(enough(ATTACK, NONE), before, false, NOW);

      assertThat(verdict.state()).isEqualTo(Verdict.State.REJECTED);
      assertThat(verdict.exemption()).map(Exemption::reason).contains("test");
      assertThat(verdict.expiresAt()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.1.2.3", "100.64.0.1", "192.0.2.1", "2001:db8::1", "fe80::1"})
  void anAddressThatIsNotPublicIsAlwaysExempt(String text) {
    Evidence seen = new Evidence(Cases.address(text), enough(ATTACK, NONE).witnesses());

    assertThat(judge().judge(seen, Cases.listed(GLOBAL), false, NOW).state())
        .isEqualTo(Verdict.State.REJECTED);
  }

  @Test
  void anExemptionOfAnotherRangeOrFamilyChangesNothing() {
    Judge judge = judge(exempt("45.84.1.2"), exempt("::/0"));

    assertThat(judge.judge(enough(ATTACK, NONE), Standing.UNKNOWN, false, NOW).state())
        .isEqualTo(Verdict.State.GLOBAL);
  }

  @Test
  void ipv6IsJudgedLikeIpv4() {
    Evidence seen = new Evidence(Cases.address("2a01:4f8::1"), enough(ATTACK, NONE).witnesses());

    assertThat(judge().judge(seen, Standing.UNKNOWN, false, NOW).state())
        .isEqualTo(Verdict.State.GLOBAL);
    assertThat(judge(exempt("2a01:4f8::/32")).judge(seen, Standing.UNKNOWN, false, NOW).state())
        .isEqualTo(Verdict.State.REJECTED);
  }
}
