package org.tocsin.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.curation.rules.RulesRefused;

/** The cases that come with the rules hold, and would not hold for weaker rules. */
final class ShippedCasesTest {

  @Test
  void allHoldAndNameWhatEachVoteIsFor() throws RulesRefused {
    List<RulesTest.Outcome> outcomes =
        RulesTest.run(CaseText.texts(false), CaseText.texts(true), true);

    assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.failures()).isEmpty());
    assertThat(outcomes).hasSizeGreaterThanOrEqualTo(50);
    for (int campaign = 1; campaign <= 12; campaign++) {
      String prefix = "a%02d-".formatted(campaign);
      assertThat(outcomes).anyMatch(outcome -> outcome.name().startsWith(prefix));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "policy.yaml | anchors: 1     | anchors: 0.5     | a10-anchor-pressure",
        "policy.yaml | vouched: 0.5   | vouched: 1       | a10-anchor-pressure",
        "policy.yaml | score: 1.5     | score: 1.4       | floor-score",
        "policy.yaml | orgs: 2        | orgs: 1          | floor-orgs",
        "policy.yaml | asns: 2        | asns: 1          | a05-one-network-collusion",
        "policy.yaml | strong: 2      | strong: 1.5      | floor-strong",
        "policy.yaml | soak: 15m      | soak: 14m        | soak",
        "policy.yaml | soak: 15m      | soak: 16m        | soak",
        "policy.yaml | soak: 1h       | soak: 59m        | tier-scoped",
        "policy.yaml | enabled: false | enabled: true    | superquorum-off-few",
        "policy.yaml | same_asn_discount: 0.5 | same_asn_discount: 0.9 | floor-asns",
        "policy.yaml | threshold: 0.4 | threshold: 0.01  | a12-whitewash",
        "policy.yaml | full_for: 24h  | full_for: 30h    | hysteresis",
        "policy.yaml | half_life: 12h | half_life: 24h   | hysteresis",
        "policy.yaml | score: 0.5     | score: 1         | hysteresis",
        "policy.yaml | last_trusted: 72h | last_trusted: 48h | forget",
        "policy.yaml | within: 14d    | within: 1d       | relist",
        "policy.yaml | floor_factor: 2 | floor_factor: 1 | a09-amplification",
        "policy.yaml | max_ttl: 6h    | max_ttl: 7h      | shared-short-listing",
        "policy.yaml | canary: 5      | canary: 1        | never",
        "policy.yaml | decoy: 5       | decoy: 1         | decoy",
        "policy.yaml | reject_older: 24h | reject_older: 31h | a07-replay",
        "scenarios.yaml | confidence: 1, spoofable: 3} | confidence: 3} | spoofed-packets",
        "scenarios.yaml | http-sqli-prob*\", confidence: 3, reflectable: true | http-sqli-prob*\","
            + " confidence: 3 | shared-reflected",
        "scenarios.yaml | *probing\", confidence: 1 | *probing\", confidence: 2 |"
            + " tier-none-confidence-1",
        "review.yaml | orgs: 10       | orgs: 30         | superquorum-off",
        "review.yaml | new_for: 7d    | new_for: 1d      | review-velocity-new",
        "review.yaml | volume: 20     | volume: 200      | review-velocity-burst",
        "review.yaml | effective: \"<3\" | effective: \"<1\" | review-diversity",
        "review.yaml | candidates: 5  | candidates: 50   | review-clique",
        "allowlists/crawlers-googlebot.yaml | tier: benign | tier: shared | benign-shipped"
      })
  void otherRulesFailTheirCase(String file, String part, String replacement, String expected)
      throws RulesRefused {
    SortedMap<String, String> rules = CaseText.texts(false);
    String text = rules.getOrDefault(file, "");
    assertThat(text).contains(part);
    rules.put(file, text.replace(part, replacement));

    assertThat(RulesTest.run(rules, only(expected), false))
        .singleElement()
        .matches(outcome -> !outcome.passed());
  }

  private static SortedMap<String, String> only(String name) {
    SortedMap<String, String> texts = CaseText.texts(true);
    texts.keySet().removeIf(file -> !file.startsWith("tests/" + name + "/"));
    return texts;
  }
}
