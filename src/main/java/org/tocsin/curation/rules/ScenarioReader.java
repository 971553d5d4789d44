package org.tocsin.curation.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tocsin.curation.HubDigests;
import org.tocsin.curation.ScenarioWeights;

/** Reads {@code scenarios.yaml}: one rule for each glob, and one default. */
final class ScenarioReader {

  private static final int HIGHEST_LABEL = 3;
  private static final int HIGHEST_SEVERITY = 5;

  private ScenarioReader() {}

  static ScenarioWeights read(
      String name, List<YamlMap> entries, HubDigests digests, List<RulesProblem> problems) {
    Map<String, ScenarioWeights.Rule> rules = new HashMap<>();
    List<ScenarioWeights.Weight> otherwise = new ArrayList<>();
    for (YamlMap entry : entries) {
      if (entry.has("default")) {
        YamlMap labels = entry.map("default");
        otherwise.add(weight(labels));
        labels.done();
      } else {
        String glob = entry.text("match");
        if (rules.putIfAbsent(glob, new ScenarioWeights.Rule(glob, weight(entry))) != null) {
          entry.refuse("match", "'" + YamlMap.shown(glob) + "' has a rule already");
        }
      }
      entry.done();
    }
    if (otherwise.size() != 1) {
      problems.add(
          new RulesProblem(
              name, 1, "default", "there must be one default, found " + otherwise.size()));
    }
    return new ScenarioWeights(
        List.copyOf(rules.values()),
        otherwise.isEmpty() ? ScenarioWeights.Weight.NOTHING : otherwise.get(0),
        digests);
  }

  private static ScenarioWeights.Weight weight(YamlMap entry) {
    if (entry.has("remediation")) {
      entry.word("remediation", List.of("ban"));
    }
    return new ScenarioWeights.Weight(
        entry.integer("confidence", 0, HIGHEST_LABEL),
        entry.has("spoofable") ? entry.integer("spoofable", 0, HIGHEST_LABEL) : 0,
        entry.has("reflectable") && entry.flag("reflectable"),
        entry.has("severity") ? entry.integer("severity", 1, HIGHEST_SEVERITY) : 1,
        entry.has("accept")
            && entry
                .word("accept", List.of("hub_unmodified_only", "any"))
                .equals("hub_unmodified_only"));
  }
}
