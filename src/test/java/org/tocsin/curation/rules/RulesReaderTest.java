package org.tocsin.curation.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.curation.Exemption;
import org.tocsin.curation.Policy;
import org.tocsin.curation.Rules;

/** Each way to write wrong rules, and what the operator is told. */
final class RulesReaderTest {

  @Test
  void readsGoodRulesToTheirNumbers() throws RulesRefused {
    Rules rules = new RulesText().read();

    assertThat(rules.policy())
        .isEqualTo(
            new Policy(
                Duration.ofHours(24),
                new Policy.Decay(Duration.ofHours(24), Duration.ofHours(12), Duration.ofHours(72)),
                new Policy.Floors(1_000_000, 1_500_000, 2, 2, 2_000_000, Duration.ofMinutes(15)),
                new Policy.AnchorWeight(1_000_000, 500_000),
                new Policy.Keep(500_000, Duration.ofHours(72))));
    assertThat(rules.scenarios().of("a/ssh-bf").confidence()).isEqualTo(3);
    assertThat(rules.scenarios().of("a/scan").spoofable()).isEqualTo(3);
    assertThat(rules.scenarios().of("a/other").confidence()).isZero();
    assertThat(rules.exemptions())
        .extracting(exemption -> exemption.range().toString())
        .containsExactly("66.249.64.0/19", "2001:4860:4801::/48", "8.8.8.8/32");
    assertThat(rules.exemptions()).extracting(Exemption::tier).containsOnly(Exemption.Tier.BENIGN);
  }

  @Test
  void theDigestChangesWithAnyByteOfAnyFileAndOnlyThen() throws RulesRefused {
    String digest = new RulesText().read().digest();

    assertThat(digest).hasSize(64).isEqualTo(new RulesText().read().digest());
    assertThat(new RulesText().spoilt("policy.yaml", "score: 1.5", "score: 1.6").read().digest())
        .isNotEqualTo(digest);
    assertThat(
            new RulesText()
                .spoilt("scenarios.yaml", "default", "# words\n- default")
                .without("allowlists/crawlers.yaml")
                .with("scenarios.yaml", RulesText.SCENARIOS + "# words\n")
                .read()
                .digest())
        .isNotEqualTo(digest);
    assertThat(
            new RulesText()
                .without("allowlists/crawlers.yaml")
                .with("allowlists/renamed.yaml", RulesText.ALLOWLIST)
                .read()
                .digest())
        .isNotEqualTo(digest);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version: 1        | version: 2      | 1: version: expected a whole number from 1 to 1, found '2'",
        "receive_time      | agent_time      | 2: clock: expected one of receive_time, found 'agent_time'",
        "reject_older: 24h | reject_older: 24 | 4: skew.reject_older: expected a time such as 30s",
        "reject_older: 24h | reject_older: 24w | 4: skew.reject_older: expected a time such as 30s",
        "reject_older: 24h | reject_older: -1h | 4: skew.reject_older: expected a time such as 30s",
        "reject_older: 24h | reject_older: [24h] | 4: skew.reject_older: expected a single value",
        "unit: organisation | unit: agent    | 6: vote.unit: expected one of organisation, found 'agent'",
        "half_life: 12h    | half_life: 0s   | 8: vote.half_life: must be longer than nothing",
        "forget: 72h       | forget: 23h     | 9: vote.forget: must lie between full_for and 7d",
        "forget: 72h       | forget: 8d      | 9: vote.forget: must lie between full_for and 7d",
        "anchors: 1        | anchors: 0      | 12: tiers.global.anchors: must be above 0",
        "anchors: 1        | anchors: -1     | 12: tiers.global.anchors: expected a number from 0",
        "anchors: 1        | anchors: 0.0000001 | 12: tiers.global.anchors: expected a number from 0",
        "anchors: 1        | anchors: 1e0    | 12: tiers.global.anchors: expected a number from 0",
        "anchors: 1        | anchors:        | 12: tiers.global.anchors: expected a number from 0",
        "score: 1.5        | score: 1001     | 13: tiers.global.score: expected a number from 0 to 1000",
        "score: 1.5        | scores: 1.5     | 13: tiers.global.scores: unknown key",
        "orgs: 2           | orgs: 0         | 14: tiers.global.orgs: expected a whole number from 1",
        "orgs: 2           | orgs: two       | 14: tiers.global.orgs: expected a whole number from 1",
        "asns: 2           | asns: 2.0       | 15: tiers.global.asns: expected a whole number from 1",
        "soak: 15m         | soak: 15 m      | 17: tiers.global.soak: expected a time such as 30s",
        "vouched: 0.5      | voched: 0.5     | 20: anchor_weight.voched: unknown key",
        "score: 0.5        | score: 1.6      | 22: keep.score: must not be above tiers.global.score",
        "score: 0.5        | score: 0        | 22: keep.score: must be above 0",
        "last_trusted: 72h | last_trusted: 169h | 23: keep.last_trusted: must not be above 7d",
      })
  void refusesABadPolicyNamingLineAndKey(String part, String replacement, String problem) {
    assertThat(new RulesText().spoilt("policy.yaml", part, replacement.strip()).problems())
        .anyMatch(found -> found.startsWith("policy.yaml:" + problem));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "version",
        "clock",
        "reject_older",
        "unit",
        "full_for",
        "half_life",
        "forget",
        "anchors",
        "orgs",
        "asns",
        "strong",
        "soak",
        "honeypot",
        "vouched",
        "last_trusted"
      })
  void refusesAMissingKey(String key) {
    String without =
        RulesText.POLICY
            .lines()
            .filter(line -> !line.strip().startsWith(key + ":"))
            .reduce("", (text, line) -> text + line + "\n");

    assertThat(new RulesText().with("policy.yaml", without).problems())
        .anyMatch(problem -> problem.contains(key + ": the key is missing"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"skew", "vote", "tiers", "anchor_weight", "keep"})
  void refusesAMissingSectionAndASectionThatIsAValue(String section) {
    assertThat(new RulesText().spoilt("policy.yaml", section + ":\n", "other:\n").problems())
        .anyMatch(problem -> problem.endsWith(": " + section + ": the key is missing"))
        .anyMatch(problem -> problem.endsWith(": other: unknown key"));
    assertThat(new RulesText().with("policy.yaml", section + ": 5\n").problems())
        .contains("policy.yaml:1: " + section + ": expected a mapping");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'*/scan'| '*/*-bf' | 2: match: '*/*-bf' has a rule already",
        "confidence: 1| confidence: 4 | 3: confidence: expected a whole number from 0 to 3, found '4'",
        "confidence: 1| confidnce: 1 | 3: confidnce: unknown key",
        "spoofable: 3| spoofable: yes | 4: spoofable: expected a whole number from 0 to 3, found 'yes'",
        "default: {confidence: 0}| match: x | 1: default: there must be one default, found 0",
        "match: '*/scan'| default: {confidence: 1} | 1: default: there must be one default, found 2",
        "match: '*/scan'| match: '' | 2: match: expected some text, found ''",
      })
  void refusesBadScenariosNamingLineAndKey(String part, String replacement, String problem) {
    String quoted = RulesText.SCENARIOS.replace('"', '\'');
    assertThat(
            new RulesText()
                .with("scenarios.yaml", quoted)
                .spoilt("scenarios.yaml", part.replace("\"", ""), replacement)
                .problems())
        .anyMatch(found -> found.startsWith("scenarios.yaml:" + problem));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "benign | harmless | 1: tier: expected one of never, benign, found 'harmless'",
        "crawlers | ' ' | 2: reason: expected some text, found ''",
        "66.249.64.0/19 | 66.249.65.0/19 | 4: entries: '66.249.65.0/19': host bits are set, did you mean 66.249.64.0/19",
        "66.249.64.0/19 | 66.249.64.0/33 | 4: entries: '66.249.64.0/33': the part behind / must be a number from 0 to 32",
        "66.249.64.0/19 | 66.249.64 | 4: entries: '66.249.64': not an IP address or range",
        "66.249.64.0/19 | {a: b} | 4: entries: expected plain text",
        "8.8.8.8 | 66.249.64.0/19 | 6: entries: '66.249.64.0/19' is also at allowlists/crawlers.yaml:4",
        "entries: | ranges: | 1: entries: the key is missing",
        "reason: | expires: 30d, reason: | 2: ",
      })
  void refusesABadAllowlistNamingLineAndKey(String part, String replacement, String problem) {
    assertThat(new RulesText().spoilt("allowlists/crawlers.yaml", part, replacement).problems())
        .anyMatch(found -> found.startsWith("allowlists/crawlers.yaml:" + problem));
  }

  @Test
  void refusesTheSameRangeInTwoFiles() {
    assertThat(
            new RulesText()
                .with("allowlists/zz.yaml", "tier: never\nreason: dns\nentries: [8.8.8.8/32]\n")
                .problems())
        .containsExactly(
            "allowlists/zz.yaml:3: entries: '8.8.8.8/32' is also at allowlists/crawlers.yaml:6");
  }

  @Test
  void refusesFilesThatAreMissingAndFilesNobodyKnows() {
    assertThat(
            new RulesText()
                .without("policy.yaml")
                .without("scenarios.yaml")
                .with("polcy.yaml", RulesText.POLICY)
                .problems())
        .containsExactly(
            "polcy.yaml:1: no rules file has this name",
            "policy.yaml:1: the file is missing",
            "scenarios.yaml:1: the file is missing");
  }

  @Test
  void reportsTheProblemsOfAllFilesTogetherInTheirOrder() {
    RulesText spoilt =
        new RulesText()
            .spoilt("policy.yaml", "orgs: 2", "orgs: 0")
            .spoilt("policy.yaml", "soak: 15m", "soak: 15")
            .spoilt("scenarios.yaml", "confidence: 1", "confidence: 9")
            .spoilt("allowlists/crawlers.yaml", "8.8.8.8", "8.8.8");

    assertThat(spoilt.problems())
        .extracting(problem -> problem.replaceAll("(:\\d+):.*", "$1"))
        .containsExactly(
            "allowlists/crawlers.yaml:6", "policy.yaml:14", "policy.yaml:17", "scenarios.yaml:3");
    assertThatThrownBy(spoilt::read).isInstanceOf(RulesRefused.class).hasMessageContaining("\n");
  }
}
