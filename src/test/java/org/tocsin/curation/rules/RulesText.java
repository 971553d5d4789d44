package org.tocsin.curation.rules;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tocsin.curation.Rules;

/** A small set of good rules that tests spoil in one place. */
final class RulesText {

  static final String POLICY =
      """
      version: 1
      clock: receive_time
      skew:
        reject_older: 24h
        no_credit_older: 5m
      vote:
        unit: organisation
        full_for: 24h
        half_life: 12h
        forget: 72h
        same_asn_discount: 0.5
        same_prefix: one_vote
      tiers:
        global:
          anchors: 1
          score: 1.5
          orgs: 2
          asns: 2
          strong: 2
          soak: 15m
        scoped: {score: 1.2, orgs: 2, asns: 2, strong: 2, soak: 1h, affinity: 1.0, witnesses_near: 2}
        superquorum: {enabled: false, orgs: "max(20, 5%)", asns: 4, cohorts: 3}
      anchor_weight:
        honeypot: 1
        vouched: 0.5
      keep:
        score: 0.5
        last_trusted: 72h
      trust:
        days: 21
        confirmations: 6
        threshold: 0.4
        credit_cap_per_day: 3
        credit_window: 72h
        penalty: {decoy: 5, canary: 5, appeal: 2}
        half_life: {alpha: 90d, beta: 180d}
      caps:
        agent_ips_per_day: 2000
        org_ips_per_day: 10000
      relist: {within: 14d, anchors: 1, soak: 0m}
      shared: {floor_factor: 2, max_ttl: 6h}
      breaker: {adds: "max(500, 10%)", removes: "max(500, 25%)"}
      decoys: {share: 0, ranges: []}
      """;

  static final String SCENARIOS =
      """
      - {match: "*/*-bf", confidence: 3}
      - match: "*/scan"
        confidence: 1
        spoofable: 3
      - default: {confidence: 0}
      """;

  static final String REVIEW =
      """
      - id: R1-protected
        do: hold
        timeout: 24h -> drop
      - id: R3-velocity
        when: {share_from_bursting: ">0.5", ewma_factor: 5, window: 14d}
        do: hold
        timeout: 12h -> drop
      - {id: R6-bait, do: ask, timeout: 7d -> drop}
      - four_eyes: true
      """;

  static final String ALLOWLIST =
      """
      tier: benign
      reason: crawlers
      entries:
        - 66.249.64.0/19
        - 2001:4860:4801::/48
        - 8.8.8.8
      """;

  private final TreeMap<String, String> texts = new TreeMap<>();

  RulesText() {
    texts.put("policy.yaml", POLICY);
    texts.put("scenarios.yaml", SCENARIOS);
    texts.put("review.yaml", REVIEW);
    texts.put("allowlists/crawlers.yaml", ALLOWLIST);
  }

  /** Returns good rules with an allowlist that pins a published list. */
  static RulesText pinning(String file, String text) {
    return new RulesText()
        .with(file, text)
        .with(
            "allowlists/pinned.yaml",
            """
            tier: benign
            reason: published
            source:
              file: %s
              sha256: %s
            """
                .formatted(file, Digest.of(text)));
  }

  RulesText with(String file, String text) {
    texts.put(file, text);
    return this;
  }

  RulesText without(String file) {
    texts.remove(file);
    return this;
  }

  /** Replaces a part of a file that must be there. */
  RulesText spoilt(String file, String part, String replacement) {
    String text = texts.getOrDefault(file, "");
    if (!text.contains(part)) {
      throw new IllegalArgumentException(file + " has no " + part);
    }
    return with(file, text.replace(part, replacement));
  }

  SortedMap<String, String> texts() {
    return texts;
  }

  Rules read() throws RulesRefused {
    return RulesReader.read(texts).rules();
  }

  /** Returns the problems as they are shown, none if the rules are good. */
  List<String> problems() {
    try {
      RulesReader.read(texts);
      return List.of();
    } catch (RulesRefused e) {
      return e.problems().stream().map(RulesProblem::toString).toList();
    }
  }
}
