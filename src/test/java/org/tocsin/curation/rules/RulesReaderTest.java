package org.tocsin.curation.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
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

    Policy policy = rules.policy();
    assertThat(policy.skew())
        .isEqualTo(new Policy.Skew(Duration.ofHours(24), Duration.ofMinutes(5)));
    assertThat(policy.decay())
        .isEqualTo(
            new Policy.Decay(Duration.ofHours(24), Duration.ofHours(12), Duration.ofDays(3)));
    assertThat(policy.sameNetworkDiscount()).isEqualTo(500_000);
    assertThat(policy.trust())
        .isEqualTo(
            new Policy.Trust(
                21,
                6,
                400_000,
                3,
                Duration.ofDays(3),
                new Policy.Penalty(5, 5, 2),
                Duration.ofDays(90),
                Duration.ofDays(180)));
    assertThat(policy.caps()).isEqualTo(new Policy.Caps(2_000, 10_000));
    assertThat(policy.global())
        .isEqualTo(
            new Policy.Floors(1_000_000, 1_500_000, 2, 2, 2_000_000, Duration.ofMinutes(15)));
    assertThat(policy.scoped())
        .isEqualTo(
            new Policy.Scoped(
                new Policy.Floors(0, 1_200_000, 2, 2, 2_000_000, Duration.ofHours(1)),
                1_000_000,
                Duration.ofDays(14),
                2));
    assertThat(policy.superquorum())
        .isEqualTo(new Policy.Superquorum(false, new Policy.AtLeast(20, 5), 4, 3));
    assertThat(policy.anchorWeight()).isEqualTo(new Policy.AnchorWeight(1_000_000, 500_000));
    assertThat(policy.keep()).isEqualTo(new Policy.Keep(500_000, Duration.ofDays(3)));
    assertThat(policy.relist())
        .isEqualTo(new Policy.Relist(Duration.ofDays(14), 1_000_000, Duration.ZERO));
    assertThat(policy.shared()).isEqualTo(new Policy.Shared(2, Duration.ofHours(6)));
    assertThat(policy.breaker())
        .isEqualTo(new Policy.Breaker(new Policy.AtLeast(500, 10), new Policy.AtLeast(500, 25)));
    assertThat(policy.decoys()).isEqualTo(new Policy.Decoys(0, List.of()));
    assertThat(rules.scenarios().of("a/ssh-bf", "").confidence()).isEqualTo(3);
    assertThat(rules.scenarios().of("a/scan", "").spoofable()).isEqualTo(3);
    assertThat(rules.scenarios().of("a/other", "").confidence()).isZero();
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
        "version: 1        | version: 2      | 1: version: expected a whole number from 1 to 1,"
            + " found '2'",
        "receive_time      | agent_time      | 2: clock: expected one of receive_time, found"
            + " 'agent_time'",
        "reject_older: 24h | reject_older: 24 | 4: skew.reject_older: expected a time such as 30s",
        "reject_older: 24h | reject_older: 24w | 4: skew.reject_older: expected a time such as 30s",
        "reject_older: 24h | reject_older: -1h | 4: skew.reject_older: expected a time such as 30s",
        "reject_older: 24h | reject_older: [24h] | 4: skew.reject_older: expected a single value",
        "unit: organisation | unit: agent    | 7: vote.unit: expected one of organisation, found"
            + " 'agent'",
        "half_life: 12h    | half_life: 0s   | 9: vote.half_life: must be longer than nothing",
        "forget: 72h       | forget: 23h     | 10: vote.forget: must lie between full_for and 7d",
        "forget: 72h       | forget: 8d      | 10: vote.forget: must lie between full_for and 7d",
        "anchors: 1        | anchors: 0      | 15: tiers.global.anchors: must be above 0",
        "anchors: 1        | anchors: -1     | 15: tiers.global.anchors: expected a number from 0",
        "anchors: 1        | anchors: 0.0000001 | 15: tiers.global.anchors: expected a number from"
            + " 0",
        "anchors: 1        | anchors: 1e0    | 15: tiers.global.anchors: expected a number from 0",
        "anchors: 1        | anchors:        | 15: tiers.global.anchors: expected a number from 0",
        "score: 1.5        | score: 1001     | 16: tiers.global.score: expected a number from 0 to"
            + " 1000",
        "score: 1.5        | scores: 1.5     | 16: tiers.global.scores: unknown key",
        "orgs: 2           | orgs: 0         | 17: tiers.global.orgs: expected a whole number from"
            + " 1",
        "orgs: 2           | orgs: two       | 17: tiers.global.orgs: expected a whole number from"
            + " 1",
        "asns: 2           | asns: 2.0       | 18: tiers.global.asns: expected a whole number from"
            + " 1",
        "soak: 15m         | soak: 15 m      | 20: tiers.global.soak: expected a time such as 30s",
        "vouched: 0.5      | voched: 0.5     | 25: anchor_weight.voched: unknown key",
        "score: 0.5        | score: 1.6      | 27: keep.score: must not be above"
            + " tiers.global.score",
        "score: 0.5        | score: 0        | 27: keep.score: must be above 0",
        "last_trusted: 72h | last_trusted: 169h | 28: keep.last_trusted: must not be above 7d",
        "score: 0.5        | score: 1.3      | 27: keep.score: must not be above"
            + " tiers.scoped.score",
        "no_credit_older: 5m | no_credit_older: 25h | 5: skew.no_credit_older: must not be above"
            + " skew.reject_older",
        "same_asn_discount: 0.5 | same_asn_discount: 1 | 11: vote.same_asn_discount: must be below"
            + " 1",
        "same_asn_discount: 0.5 | same_asn_discount: 1.5 | 11: vote.same_asn_discount: expected a"
            + " number from 0 to 1",
        "one_vote          | two_votes       | 12: vote.same_prefix: expected one of one_vote,"
            + " found 'two_votes'",
        "affinity: 1.0     | affinity: 0     | 21: tiers.scoped.affinity: must be above 0",
        "witnesses_near: 2 | witnesses_near: 0 | 21: tiers.scoped.witnesses_near: expected a whole"
            + " number from 1",
        "witnesses_near: 2 | near: 2         | 21: tiers.scoped.near: unknown key",
        "enabled: false    | enabled: no     | 22: tiers.superquorum.enabled: expected one of"
            + " false, true, found 'no'",
        "max(20, 5%)       | max(20, 101%)   | 22: tiers.superquorum.orgs: expected a number and a"
            + " share such as max(20, 5%)",
        "max(20, 5%)       | max(0, 5%)      | 22: tiers.superquorum.orgs: expected a number and a"
            + " share",
        "max(20, 5%)       | 20              | 22: tiers.superquorum.orgs: expected a number and a"
            + " share",
        "days: 21          | days: 0         | 30: trust.days: expected a whole number from 1",
        "confirmations: 6  | confirmations: 0 | 31: trust.confirmations: expected a whole number"
            + " from 1",
        "threshold: 0.4    | threshold: 0    | 32: trust.threshold: must lie between 0 and 1",
        "threshold: 0.4    | threshold: 1    | 32: trust.threshold: must lie between 0 and 1",
        "credit_cap_per_day: 3 | credit_cap_per_day: 0 | 33: trust.credit_cap_per_day: expected a"
            + " whole number from 1",
        "credit_window: 72h | credit_window: 0h | 34: trust.credit_window: must be longer than"
            + " nothing",
        "canary: 5         | canary: 0       | 35: trust.penalty.canary: expected a whole number"
            + " from 1",
        "canary: 5         | canari: 5       | 35: trust.penalty.canari: unknown key",
        "alpha: 90d        | alpha: 0d       | 36: trust.half_life.alpha: must be longer than"
            + " nothing",
        "beta: 180d        | beta: 180       | 36: trust.half_life.beta: expected a time such as"
            + " 30s",
        "agent_ips_per_day: 2000 | agent_ips_per_day: 0 | 38: caps.agent_ips_per_day: expected a"
            + " whole number from 1",
        "anchors: 1, soak  | anchors: 0, soak | 40: relist.anchors: must be above 0",
        "within: 14d       | within: 15d     | 40: relist.within: must not be above 14d",
        "floor_factor: 2   | floor_factor: 0 | 41: shared.floor_factor: expected a whole number"
            + " from 1",
        "max_ttl: 6h       | max_ttl: 0h     | 41: shared.max_ttl: must be longer than nothing",
        "max(500, 25%)     | max(500; 25%)   | 42: breaker.removes: expected a number and a share",
        "share: 0          | share: 0.002    | 43: decoys.share: must be 0 while decoys.ranges is"
            + " empty",
        "share: 0          | share: 2        | 43: decoys.share: expected a number from 0 to 1",
        "ranges: []        | ranges: [192.0.2.1/24] | 43: decoys.ranges: '192.0.2.1/24': host bits"
            + " are set, did you mean 192.0.2.0/24",
        "ranges: []        | ranges: dark    | 43: decoys.ranges: expected a list",
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
        "last_trusted",
        "no_credit_older",
        "same_asn_discount",
        "same_prefix",
        "days",
        "confirmations",
        "threshold",
        "credit_cap_per_day",
        "credit_window",
        "penalty",
        "agent_ips_per_day",
        "org_ips_per_day",
        "scoped",
        "superquorum",
        "relist",
        "shared",
        "breaker",
        "decoys"
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
  @ValueSource(strings = {"skew", "vote", "tiers", "anchor_weight", "keep", "trust", "caps"})
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
        "confidence: 1| confidence: 4 | 3: confidence: expected a whole number from 0 to 3, found"
            + " '4'",
        "confidence: 1| confidnce: 1 | 3: confidnce: unknown key",
        "spoofable: 3| spoofable: yes | 4: spoofable: expected a whole number from 0 to 3, found"
            + " 'yes'",
        "default: {confidence: 0}| match: x | 1: default: there must be one default, found 0",
        "confidence: 1| severity: 0 | 2: confidence: the key is missing",
        "confidence: 1| confidence: 1, | 3: confidence: expected a whole number from 0 to 3, found"
            + " '1,'",
        "spoofable: 3| severity: 6 | 4: severity: expected a whole number from 1 to 5, found '6'",
        "spoofable: 3| reflectable: 1 | 4: reflectable: expected one of false, true, found '1'",
        "spoofable: 3| remediation: captcha | 4: remediation: expected one of ban, found 'captcha'",
        "spoofable: 3| accept: hub | 4: accept: expected one of hub_unmodified_only, any, found"
            + " 'hub'",
        "match: '*/scan'| default: {confidence: 1} | 1: default: there must be one default, found"
            + " 2",
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

  @Test
  void refusesFilesThatAreMissingAndFilesNobodyKnows() {
    assertThat(
            new RulesText()
                .without("policy.yaml")
                .without("scenarios.yaml")
                .without("review.yaml")
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
            .spoilt("policy.yaml", "    orgs: 2\n", "    orgs: 0\n")
            .spoilt("policy.yaml", "soak: 15m", "soak: 15")
            .spoilt("scenarios.yaml", "confidence: 1", "confidence: 9")
            .spoilt("allowlists/crawlers.yaml", "8.8.8.8", "8.8.8");

    assertThat(spoilt.problems())
        .extracting(problem -> problem.replaceAll("(:\\d+):.*", "$1"))
        .containsExactly(
            "allowlists/crawlers.yaml:6", "policy.yaml:17", "policy.yaml:20", "scenarios.yaml:3");
    assertThatThrownBy(spoilt::read).isInstanceOf(RulesRefused.class).hasMessageContaining("\n");
  }
}
