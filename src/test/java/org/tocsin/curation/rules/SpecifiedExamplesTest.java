package org.tocsin.curation.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.tocsin.curation.Policy;
import org.tocsin.curation.ScenarioWeights;

/** The rules as they were specified, written as they were specified. */
final class SpecifiedExamplesTest {

  private static final String POLICY =
      """
      # policy.yaml
      version: 1
      clock: receive_time            # only value accepted
      skew: {reject_older: 24h, no_credit_older: 5m}
      vote:   {unit: organisation, half_life: 12h, full_for: 24h, forget: 7d,
               same_asn_discount: 0.5, same_prefix: one_vote}
      trust:  {days: 21, confirmations: 6, threshold: 0.4, credit_cap_per_day: 3,
               credit_window: 72h, penalty: {decoy: 5, canary: 5, appeal: 2}, half_life: {alpha: 90d, beta: 180d}}
      caps:   {agent_ips_per_day: 2000, org_ips_per_day: 10000}
      tiers:
        global: {anchors: 1, score: 1.5, orgs: 2, asns: 2, strong: 2, soak: 15m}
        scoped: {score: 1.2, orgs: 2, asns: 2, strong: 2, soak: 1h, affinity: 1.0, witnesses_near: 2}
        superquorum: {enabled: false, orgs: "max(20, 5%)", asns: 4, cohorts: 3}
      anchor_weight: {honeypot: 1.0, vouched: 0.5}     # two vouched organisations, or one honeypot
      keep:   {score: 0.5, last_trusted: 72h}
      relist: {within: 14d, anchors: 1, soak: 0m}
      shared: {floor_factor: 2, max_ttl: 6h}
      breaker: {adds: "max(500, 10%)", removes: "max(500, 25%)"}
      decoys: {share: 0, ranges: []}   # off until the operator gives routable dark space of its own
      """;

  private static final String SCENARIOS =
      """
      # scenarios.yaml
      - match: "crowdsecurity/http-*-probing"   # glob on scenario name
        confidence: 1
      - match: "*/*-bf"
        confidence: 3
        severity: 3
        remediation: ban
      - match: "crowdsecurity/iptables-scan-multi_ports"
        confidence: 1
        spoofable: 3                            # never strong, never an anchor sighting
      - match: "crowdsecurity/http-cve-*"
        confidence: 3
        reflectable: true                       # not strong when the source is a known crawler/proxy range
      - default: {confidence: 0, accept: hub_unmodified_only}
      """;

  private static final String REVIEW =
      """
      # review.yaml
      - id: R3-velocity
        when: {share_from_bursting: ">0.5", ewma_factor: 5, window: 14d}
        do: hold
        timeout: 24h -> drop
      """;

  private static final String RANGES = "66.249.66.0/24\n";

  private static final String ALLOWLIST =
      """
      # allowlists/search.yaml
      tier: benign            # never | benign | shared | protected
      reason: search crawlers
      source: {file: ranges/googlebot.txt, sha256: %s}     # machine-readable, pinned, refreshed by a job
      expires: 30d            # a stale allowlist must shout, not silently rot
      entries: ["66.249.64.0/19"]
      reviewed: 2026-11-22
      """;

  @Test
  void theSpecifiedRulesAreGoodRules() throws RulesRefused {
    RulesText text =
        new RulesText()
            .with("policy.yaml", POLICY)
            .with("scenarios.yaml", SCENARIOS)
            .with("review.yaml", REVIEW)
            .with("ranges/googlebot.txt", RANGES)
            .with("allowlists/search.yaml", ALLOWLIST.formatted(Digest.of(RANGES)))
            .without("allowlists/crawlers.yaml");
    Reading reading = RulesReader.read(text.texts());
    Policy policy = reading.rules().policy();

    assertThat(policy.decay().forget()).isEqualTo(Duration.ofDays(7));
    assertThat(policy.skew().noCreditOlder()).isEqualTo(Duration.ofMinutes(5));
    assertThat(policy.trust().contradictionHalfLife()).isEqualTo(Duration.ofDays(180));
    assertThat(policy.scoped().affinity()).isEqualTo(1_000_000);
    assertThat(policy.superquorum().organisations()).isEqualTo(new Policy.AtLeast(20, 5));
    assertThat(policy.anchorWeight()).isEqualTo(new Policy.AnchorWeight(1_000_000, 500_000));
    assertThat(policy.breaker().removes()).isEqualTo(new Policy.AtLeast(500, 25));
    assertThat(reading.rules().review().velocity().orElseThrow().share()).isEqualTo(500_000);
    assertThat(reading.rules().scenarios().of("crowdsecurity/http-cve-2021-41773", ""))
        .isEqualTo(new ScenarioWeights.Weight(3, 0, true, 1, false));
    assertThat(reading.rules().scenarios().of("a/ssh-bf", ""))
        .isEqualTo(new ScenarioWeights.Weight(3, 0, false, 3, false));
    assertThat(reading.rules().exemptions()).hasSize(2);
    assertThat(reading.expiries()).hasSize(1);
  }

  @Test
  void theSuperquorumMayBeTurnedOn() throws RulesRefused {
    assertThat(
            new RulesText()
                .with("policy.yaml", POLICY.replace("enabled: false", "enabled: true"))
                .read()
                .policy()
                .superquorum()
                .enabled())
        .isTrue();
  }
}
