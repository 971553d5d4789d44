package org.tocsin.curation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScenarioWeightsTest {

  private final ScenarioWeights weights =
      new ScenarioWeights(
          List.of(
              rule("*", 0),
              rule("*/*-bf", 3),
              rule("a/ssh-*", 2),
              rule("a/x.y", 1),
              rule("a\\E*", 1)),
          ScenarioWeights.Weight.NOTHING,
          HubDigests.NONE);

  private static ScenarioWeights.Rule rule(String glob, int confidence) {
    return new ScenarioWeights.Rule(glob, weight(confidence, 0));
  }

  private static ScenarioWeights.Weight weight(int confidence, int spoofable) {
    return new ScenarioWeights.Weight(confidence, spoofable, false, 1, false);
  }

  @ParameterizedTest
  @CsvSource({
    "a/ssh-bf, 2",
    "A/SSH-BF, 2",
    "b/ssh-bf, 3",
    "b/ssh-bf2, 0",
    "a/x.y, 1",
    "a/xzy, 0",
    "a\\Eb, 1"
  })
  void theGlobThatSpellsOutMostWinsAndOnlyTheStarIsSpecial(String name, int confidence) {
    assertThat(weights.of(name, "").confidence()).isEqualTo(confidence);
  }

  @Test
  void answersTheSameHoweverManyNamesWereAskedFor() {
    for (int i = 0; i < 30_000; i++) {
      weights.of("a/ssh-" + i, "");
    }

    assertThat(weights.of("a/ssh-29999", "").confidence()).isEqualTo(2);
    assertThat(weights.of("z/late-bf", "").confidence()).isEqualTo(3);
  }

  @Test
  void withoutAMatchTheDefaultCounts() {
    assertThat(
            new ScenarioWeights(List.of(), weight(1, 2), HubDigests.NONE)
                .of("any/thing", "")
                .spoofable())
        .isEqualTo(2);
  }

  @Test
  void aDigestTheHubDoesNotKnowOfAScenarioItKnowsProvesNothing() {
    assertThat(KnownRules.SCENARIOS.of(KnownRules.ATTACK, "a1").confidence()).isEqualTo(3);
    assertThat(KnownRules.SCENARIOS.of(KnownRules.ATTACK, "").confidence())
        .as("an engine that claims none cannot be told")
        .isEqualTo(3);
    assertThat(KnownRules.SCENARIOS.of(KnownRules.ATTACK, "c3"))
        .isEqualTo(ScenarioWeights.Weight.NOTHING);
    assertThat(KnownRules.SCENARIOS.of(KnownRules.LIKELY, "c3").confidence())
        .as("the hub does not have it")
        .isEqualTo(2);
  }

  @Test
  void whatIsAcceptedUnmodifiedOnlyNeedsADigestOfTheHub() {
    ScenarioWeights strict =
        new ScenarioWeights(
            List.of(), new ScenarioWeights.Weight(2, 0, false, 1, true), KnownRules.HUB);

    assertThat(strict.of("other/name", "a1").confidence()).isEqualTo(2);
    assertThat(strict.of("other/name", "c3").confidence()).isZero();
    assertThat(strict.of("other/name", "").confidence()).isZero();
  }
}
