package org.tocsin.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.curation.rules.RulesRefused;

/** What a case says when the rules do not do what it expects. */
final class CaseOutcomeTest {

  private static CaseText twoSeeIt(String expect) {
    return new CaseText()
        .spoilt("case.yaml", ", age: 3d", "")
        .spoilt("signals.csv", ",30h", ",")
        .with("expect.yaml", "at: 2h\nexpect:\n  - {ip: 198.51.100.7, " + expect + "}\n");
  }

  @Test
  void aCaseThatHoldsPasses() throws RulesRefused {
    RulesTest.Outcome outcome =
        twoSeeIt("tier: global, reason: {k: 2, asns: 2, anch: 1, strong: 2, score: 1.8}")
            .run(false);

    assertThat(outcome.failures()).isEmpty();
    assertThat(outcome.passed()).isTrue();
    assertThat(outcome.name()).isEqualTo("good");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tier: scoped | is global, expected scoped",
        "tier: none, because: soak | is global, expected none",
        "'tier: none, at: 17m, because: floor.orgs' | is none (soak), but not because of"
            + " floor.orgs",
        "'tier: global, at: 17m' | is none (soak), expected global",
        "'tier: global, reason: {k: 3}' | counts k 2, expected 3",
        "'tier: global, reason: {score: 1.7}' | counts score 1.8, expected 1.7",
        "'tier: global, reason: {anch: 0.5}' | counts anch 1, expected 0.5"
      })
  void aCaseThatDoesNotHoldSaysWhatIsSo(String expect, String failure) throws RulesRefused {
    assertThat(twoSeeIt(expect).run(false).failures())
        .singleElement()
        .asString()
        .startsWith("expect.yaml:3: 198.51.100.7 at ")
        .endsWith(failure);
  }

  @Test
  void neverMeansAtNoInstant() throws RulesRefused {
    CaseText text =
        new CaseText()
            .spoilt("case.yaml", ", age: 3d", "")
            .spoilt("signals.csv", ",30h", ",")
            .with("expect.yaml", "at: 300h\nnever:\n  - {ip: 198.51.100.0/25, tier: scoped}\n");

    assertThat(text.run(false).failures())
        .containsExactly("expect.yaml:3: 198.51.100.7 became global at 18m, which must never be");
    assertThat(
            text.with(
                    "expect.yaml", "at: 300h\nnever:\n  - {ip: 198.51.100.128/25, tier: scoped}\n")
                .run(false)
                .failures())
        .isEmpty();
  }

  @Test
  void neverIsWatchedPastTheLastSignal() throws RulesRefused {
    CaseText text =
        new CaseText()
            .spoilt("case.yaml", ", age: 3d", "")
            .spoilt("signals.csv", ",30h", ",")
            .with("expect.yaml", "at: 3m\nnever:\n  - {ip: 198.51.100.7, tier: global}\n");

    assertThat(text.run(false).failures()).hasSize(1);
  }

  @Test
  void withoutAVoteTheCaseMustNameTheFloorThatIsMissed() throws RulesRefused {
    String named = "tier: global, without: {1: floor.anchors, 10: floor.orgs}";

    RulesTest.Outcome outcome = twoSeeIt(named).run(true);
    assertThat(outcome.failures()).isEmpty();
    assertThat(outcome.notes())
        .hasSize(2)
        .allMatch(note -> note.startsWith("198.51.100.7 at 2h without organisation 1"));
    assertThat(twoSeeIt("tier: global, without: {1: floor.anchors}").run(true).failures())
        .singleElement()
        .asString()
        .startsWith("expect.yaml:3: 198.51.100.7 at 2h without organisation 10 is none (floor.asns")
        .endsWith("and the case does not say so");
    assertThat(twoSeeIt(named.replace("10: floor.orgs", "10: floor.anchors")).run(true).failures())
        .singleElement()
        .asString()
        .endsWith("but should miss floor.anchors");
    assertThat(twoSeeIt("tier: global, without: {1: floor.anchors}").run(false).failures())
        .isEmpty();
  }

  @Test
  void whatIsMissedByNobodyMustNotBeNamed() throws RulesRefused {
    CaseText text =
        twoSeeIt("tier: global, without: {1: floor.anchors, 2: floor.orgs, 10: floor.orgs}");
    text.spoilt(
        "signals.csv", "0s,10", "0s,2,64502,p2,c,198.51.100.7,crowdsecurity/ssh-bf,\n0s,10");

    assertThat(text.run(true).failures())
        .hasSize(2)
        .allMatch(failure -> failure.endsWith("is global, but should miss floor.orgs"));
  }

  @Test
  void documentationAddressesStandForPublicOnesOnlyInCases() throws RulesRefused {
    assertThat(
            twoSeeIt("tier: global")
                .spoilt("signals.csv", "198.51.100.7", "10.0.0.7")
                .spoilt("expect.yaml", "198.51.100.7, tier: global", "10.0.0.7, tier: none")
                .run(false)
                .failures())
        .isEmpty();
  }
}
