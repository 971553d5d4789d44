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
      vote:
        unit: organisation
        full_for: 24h
        half_life: 12h
        forget: 72h
      tiers:
        global:
          anchors: 1
          score: 1.5
          orgs: 2
          asns: 2
          strong: 2
          soak: 15m
      anchor_weight:
        honeypot: 1
        vouched: 0.5
      keep:
        score: 0.5
        last_trusted: 72h
      """;

  static final String SCENARIOS =
      """
      - {match: "*/*-bf", confidence: 3}
      - match: "*/scan"
        confidence: 1
        spoofable: 3
      - default: {confidence: 0}
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
    texts.put("allowlists/crawlers.yaml", ALLOWLIST);
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
    return RulesReader.read(texts);
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
