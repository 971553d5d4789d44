package org.tocsin.curation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tocsin.curation.Cases.ATTACK;
import static org.tocsin.curation.Cases.FORGEABLE_ATTACK;
import static org.tocsin.curation.Cases.FORGEABLE_SCAN;
import static org.tocsin.curation.Cases.LIKELY;
import static org.tocsin.curation.Cases.NOTHING;
import static org.tocsin.curation.Cases.NOW;
import static org.tocsin.curation.Cases.SUSPICIOUS;
import static org.tocsin.curation.Cases.atOnce;
import static org.tocsin.curation.Cases.enough;
import static org.tocsin.curation.Cases.evidence;
import static org.tocsin.curation.Cases.honeypot;
import static org.tocsin.curation.Cases.judge;
import static org.tocsin.curation.Cases.ordinary;
import static org.tocsin.curation.Cases.saw;
import static org.tocsin.curation.Cases.unmet;
import static org.tocsin.curation.Cases.vouched;

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
  void oneMissedFloorAloneKeepsAnAddressOff(String name, Policy.Floors floors) {
    Verdict verdict =
        judge(floors).judge(enough(ATTACK, NONE), new Standing.Unlisted(), false, NOW);

    assertThat(verdict.state()).isEqualTo(Verdict.State.NONE);
    assertThat(unmet(verdict)).containsExactly(name);
  }

  @Test
  void floorsThatAreJustReachedList() {
    Policy.Floors exact = new Policy.Floors(1_000_000, 2_000_000, 2, 2, 2_000_000, NONE);

    Verdict verdict = judge(exact).judge(enough(ATTACK, NONE), new Standing.Unlisted(), true, NOW);

    assertThat(verdict.state()).isEqualTo(Verdict.State.GLOBAL);
  }

  @Test
  void twoVouchedOrganisationsListAndOneDoesNot() {
    assertThat(atOnce(enough(ATTACK, NONE)).state()).isEqualTo(Verdict.State.GLOBAL);

    Verdict one = atOnce(evidence(vouched(1, saw(ATTACK, NONE))));
    assertThat(one.state()).isEqualTo(Verdict.State.NONE);
    assertThat(unmet(one)).containsExactly("anchors", "score", "orgs", "asns", "strong");
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
    assertThat(unmet(atOnce(evidence(honeypot(1, saw(ATTACK, NONE))))))
        .containsExactly("score", "orgs", "asns", "strong");
  }

  @Test
  void ordinaryOrganisationsDoNotListHoweverMany() {
    Witness[] crowd =
        Stream.iterate(1L, n -> n + 1)
            .limit(200)
            .map(n -> ordinary(n, saw(ATTACK, NONE)))
            .toArray(Witness[]::new);

    Verdict verdict = atOnce(evidence(crowd));

    assertThat(verdict.state()).isEqualTo(Verdict.State.NONE);
    assertThat(verdict.tally().votes()).isEmpty();
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
    assertThat(unmet(verdict)).containsExactly("anchors", "strong");
  }

  @Test
  void suspicionIsNeverEnoughAndNoHoneypotLiftsIt() {
    Witness[] witnesses =
        Stream.iterate(1L, n -> n + 1)
            .limit(20)
            .map(n -> honeypot(n, saw(SUSPICIOUS, NONE)))
            .toArray(Witness[]::new);

    Verdict verdict = atOnce(evidence(witnesses));

    assertThat(unmet(verdict)).containsExactly("anchors");
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
    assertThat(verdict.tally().votes()).extracting(Vote::organisation).containsExactly(2L, 1L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"45.84.1.1", "45.84.0.0/16", "0.0.0.0/0"})
  void anExemptAddressIsRejectedWhateverIsSeenAndWhereverItStood(String range) {
    Judge judge = judge(Cases.exempt(range));
    for (Standing before :
        List.of(new Standing.Unlisted(), new Standing.Soaking(NOW), new Standing.Listed())) {
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

    assertThat(judge().judge(seen, new Standing.Listed(), false, NOW).state())
        .isEqualTo(Verdict.State.REJECTED);
  }

  @Test
  void anExemptionOfAnotherRangeOrFamilyChangesNothing() {
    Judge judge = judge(Cases.exempt("45.84.1.2"), Cases.exempt("::/0"));

    assertThat(judge.judge(enough(ATTACK, NONE), new Standing.Unlisted(), false, NOW).state())
        .isEqualTo(Verdict.State.GLOBAL);
  }

  @Test
  void ipv6IsJudgedLikeIpv4() {
    Evidence seen = new Evidence(Cases.address("2a01:4f8::1"), enough(ATTACK, NONE).witnesses());

    assertThat(judge().judge(seen, new Standing.Unlisted(), false, NOW).state())
        .isEqualTo(Verdict.State.GLOBAL);
    assertThat(
            judge(Cases.exempt("2a01:4f8::/32"))
                .judge(seen, new Standing.Unlisted(), false, NOW)
                .state())
        .isEqualTo(Verdict.State.REJECTED);
  }
}
