package org.tocsin.curation.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.curation.ReviewPolicy;
import org.tocsin.curation.Trigger;

/** Triggers that ask a person, and what is wrong with them. */
final class ReviewReaderTest {

  private static final String ALL =
      """
      - {id: R1-protected, do: hold, timeout: 24h -> drop}
      - {id: R2-no-anchor, when: {orgs: 10}, do: hold, timeout: 24h -> drop}
      - id: R3-velocity
        when: {share_from_bursting: ">0.5", ewma_factor: 5, window: 14d, new_for: 6d, volume: 30}
        do: hold
        timeout: 24h->drop
      - {id: R4-diversity, when: {effective: "<3", orgs: 8}, do: hold, timeout: 24h -> drop}
      - {id: R5-clique, when: {orgs: 4, candidates: 5, within: 24h}, do: hold, timeout: 1h -> drop}
      - {id: R6-bait, do: ask, timeout: 7d -> drop}
      - {id: R7-appeal, do: ask, timeout: 6d -> drop}
      - {id: R8-range, when: {addresses: 10}, do: ask, timeout: 5d -> drop}
      - {id: B-breaker, do: hold, timeout: 2h -> drop}
      - four_eyes: true
      """;

  private static RulesText with(String review) {
    return new RulesText().with("review.yaml", review);
  }

  @Test
  void readsEveryTrigger() throws RulesRefused {
    Duration day = Duration.ofDays(1);

    assertThat(with(ALL).read().review())
        .isEqualTo(
            new ReviewPolicy(
                Optional.of(new ReviewPolicy.InProtected(day)),
                Optional.of(new ReviewPolicy.WithoutAnchor(10, day)),
                Optional.of(
                    new ReviewPolicy.Velocity(
                        500_000, 5, 30, Duration.ofDays(14), Duration.ofDays(6), day)),
                Optional.of(new ReviewPolicy.Diversity(3_000_000, 8, day)),
                Optional.of(new ReviewPolicy.Clique(4, 5, day, Duration.ofHours(1))),
                Optional.of(new ReviewPolicy.Bait(Duration.ofDays(7))),
                Optional.of(new ReviewPolicy.Appeal(Duration.ofDays(6))),
                Optional.of(new ReviewPolicy.Range(10, Duration.ofDays(5))),
                Duration.ofHours(2),
                true));
  }

  @Test
  void whatIsNotThereIsOff() throws RulesRefused {
    Optional<ReviewPolicy.Velocity> none = Optional.empty();

    assertThat(with("[]").read().review())
        .isEqualTo(
            new ReviewPolicy(
                Optional.empty(),
                Optional.empty(),
                none,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofHours(24),
                false));
  }

  @Test
  void velocityKnowsHowNewAndHowManyByDefault() throws RulesRefused {
    ReviewPolicy.Velocity velocity =
        with(ALL.replace(", new_for: 6d, volume: 30", "")).read().review().velocity().orElseThrow();

    assertThat(velocity.newness()).isEqualTo(Duration.ofDays(7));
    assertThat(velocity.volume()).isEqualTo(20);
  }

  @Test
  void knowsTheSameNamesAsTheJudgement() {
    assertThat(RulesReader.reviewIds())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Trigger.values()).map(Trigger::id).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id: R2-no-anchor | id: R9-mood | 2: id: expected one of R1-protected, R2-no-anchor",
        "id: R2-no-anchor | id: R1-protected | 2: id: 'R1-protected' is there already",
        "id: R2-no-anchor, | '' | 2: id: the key is missing",
        "R6-bait, do: ask | R6-bait, do: hold | 9: do: expected one of ask, found 'hold'",
        "R1-protected, do: hold | R1-protected, do: ask | 1: do: expected one of hold, found 'ask'",
        "R1-protected, do: hold | R1-protected | 1: do: the key is missing",
        "1h -> drop | 1h -> publish | 8: timeout: expected a time such as 24h -> drop, found '1h ->"
            + " publish'",
        "1h -> drop | 1h | 8: timeout: expected a time such as 24h -> drop",
        "1h -> drop | 0h -> drop | 8: timeout: expected a time such as 24h -> drop",
        "timeout: 1h -> drop | who: me | 8: timeout: the key is missing",
        "{orgs: 10} | {orgs: 0} | 2: when.orgs: expected a whole number from 1",
        "{orgs: 10} | {asns: 10} | 2: when.asns: unknown key",
        "{orgs: 10} | 10 | 2: when: expected a mapping",
        "'when: {orgs: 10}, ' | '' | 2: when.orgs: the key is missing",
        "R1-protected, | 'R1-protected, when: {orgs: 1},' | 1: when.orgs: unknown key",
        "'\">0.5\"' | '\"<0.5\"' | 4: when.share_from_bursting: expected a comparison such as"
            + " \">0.5\"",
        "'\">0.5\"' | '\">1.5\"' | 4: when.share_from_bursting: expected a comparison",
        "'\">0.5\"' | 0.5 | 4: when.share_from_bursting: expected a comparison",
        "window: 14d | window: 0d | 4: when.window: must be longer than nothing",
        "volume: 30 | volume: 0 | 4: when.volume: expected a whole number from 1",
        "new_for: 6d | new_for: 6 | 4: when.new_for: expected a time such as 30s",
        "'\"<3\"' | '\">3\"' | 7: when.effective: expected a comparison such as \"<0.5\"",
        "candidates: 5 | candidates: 0 | 8: when.candidates: expected a whole number from 1",
        "addresses: 10 | addresses: 1 | 11: when.addresses: expected a whole number from 2",
        "four_eyes: true | four_eyes: yes | 13: four_eyes: expected one of false, true, found"
            + " 'yes'",
        "four_eyes: true | six_eyes: true | 13: six_eyes: unknown key",
      })
  void refusesABadTriggerNamingLineAndKey(String part, String replacement, String problem) {
    assertThat(ALL).contains(part);
    assertThat(with(ALL.replace(part, replacement)).problems())
        .anyMatch(found -> found.startsWith("review.yaml:" + problem));
  }

  @Test
  void anUnknownTriggerIsOneProblem() {
    assertThat(with(ALL.replace("R5-clique", "R9-mood")).problems())
        .singleElement()
        .asString()
        .startsWith("review.yaml:8: id: expected one of R1-protected, R2-no-anchor, ")
        .endsWith("B-breaker, found 'R9-mood'");
  }

  @Test
  void refusesASecondWordOnFourEyes() {
    assertThat(with("- four_eyes: true\n- four_eyes: false\n").problems())
        .containsExactly("review.yaml:2: four_eyes: is there twice");
  }
}
