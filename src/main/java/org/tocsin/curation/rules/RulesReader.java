package org.tocsin.curation.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.tocsin.address.Prefix;
import org.tocsin.curation.HubDigests;
import org.tocsin.curation.Policy;
import org.tocsin.curation.ReviewPolicy;
import org.tocsin.curation.Rules;
import org.tocsin.curation.ScenarioWeights;

/** Reads the texts of a rules folder. */
public final class RulesReader {

  private static final String POLICY = "policy.yaml";
  private static final String REVIEW = "review.yaml";
  private static final String SCENARIOS = "scenarios.yaml";
  private static final String ANCHORS = "anchors.yaml";
  private static final String HUB_DIGESTS = "hub-digests.txt";
  private static final String AGENT_DIGESTS = "agent-digests.txt";
  private static final String ALLOWLISTS = "allowlists/";
  private static final String RANGES = "ranges/";
  private static final String REFERENCE = "reference/";
  private static final Set<String> KNOWN =
      Set.of(POLICY, REVIEW, SCENARIOS, ANCHORS, HUB_DIGESTS, AGENT_DIGESTS);

  private final SortedMap<String, String> texts;
  private final List<RulesProblem> problems = new ArrayList<>();

  private RulesReader(SortedMap<String, String> texts) {
    this.texts = texts;
  }

  /**
   * Reads rules.
   *
   * @param texts the content of each file by its name relative to the folder
   * @throws RulesRefused naming every problem
   */
  public static Reading read(SortedMap<String, String> texts) throws RulesRefused {
    RulesReader reader = new RulesReader(texts);
    Reading reading = reader.reading();
    refuseAny(reader.problems);
    return reading;
  }

  /**
   * Reads a policy in which some numbers are different.
   *
   * @param texts as for all rules
   * @param instead a mapping of the form of the policy with only what differs
   * @param problems where to add what is wrong with the result
   */
  public static Policy policy(
      SortedMap<String, String> texts, YamlMap instead, List<RulesProblem> problems) {
    return YamlMap.parse(POLICY, texts.getOrDefault(POLICY, ""), problems)
        .map(file -> PolicyReader.read(file.with(instead)))
        .orElseGet(PolicyReader::standIn);
  }

  /** Returns the names of the triggers of a review. */
  public static List<String> reviewIds() {
    return ReviewReader.ids();
  }

  /**
   * Goes on only if nothing is wrong.
   *
   * @throws RulesRefused naming every problem, in the order of files and lines
   */
  public static void refuseAny(List<RulesProblem> problems) throws RulesRefused {
    if (!problems.isEmpty()) {
      throw new RulesRefused(
          problems.stream()
              .sorted(Comparator.comparing(RulesProblem::file).thenComparingInt(RulesProblem::line))
              .toList());
    }
  }

  private Reading reading() {
    AllowlistReader allowlists = new AllowlistReader(texts, problems);
    texts.forEach((name, text) -> file(name, text, allowlists));
    allowlists.done();
    Rules rules =
        new Rules(
            policy(),
            review(),
            scenarios(),
            allowlists.exemptions(),
            anchors(),
            reference(),
            Digest.of(texts));
    return new Reading(rules, allowlists.expiries());
  }

  private void file(String name, String text, AllowlistReader allowlists) {
    if (name.startsWith(ALLOWLISTS)) {
      YamlMap.parse(name, text, problems).ifPresent(file -> allowlists.read(name, file));
    } else if (!KNOWN.contains(name) && !name.startsWith(RANGES) && !name.startsWith(REFERENCE)) {
      problems.add(new RulesProblem(name, 1, "", "no rules file has this name"));
    }
  }

  private Optional<String> text(String name) {
    Optional<String> text = Optional.ofNullable(texts.get(name));
    if (text.isEmpty()) {
      problems.add(new RulesProblem(name, 1, "", "the file is missing"));
    }
    return text;
  }

  private Policy policy() {
    return text(POLICY)
        .flatMap(content -> YamlMap.parse(POLICY, content, problems))
        .map(PolicyReader::read)
        .orElseGet(PolicyReader::standIn);
  }

  private ReviewPolicy review() {
    return texts.containsKey(REVIEW)
        ? ReviewReader.read(YamlMap.parseList(REVIEW, texts.getOrDefault(REVIEW, ""), problems))
        : ReviewReader.usual();
  }

  private ScenarioWeights scenarios() {
    HubDigests digests = digests(HUB_DIGESTS).and(digests(AGENT_DIGESTS));
    return text(SCENARIOS)
        .map(content -> YamlMap.parseList(SCENARIOS, content, problems))
        .map(entries -> ScenarioReader.read(SCENARIOS, entries, digests, problems))
        .orElseGet(() -> new ScenarioWeights(List.of(), ScenarioWeights.Weight.NOTHING, digests));
  }

  private HubDigests digests(String file) {
    return texts.containsKey(file)
        ? PlainText.digests(file, texts.getOrDefault(file, ""), problems)
        : HubDigests.NONE;
  }

  private Rules.Anchors anchors() {
    return Optional.ofNullable(texts.get(ANCHORS))
        .flatMap(content -> YamlMap.parse(ANCHORS, content, problems))
        .map(AnchorsReader::read)
        .orElse(Rules.Anchors.NONE);
  }

  private List<Prefix> reference() {
    Set<Prefix> ranges = new LinkedHashSet<>();
    for (Map.Entry<String, String> file : texts.entrySet()) {
      if (file.getKey().startsWith(REFERENCE)) {
        PlainText.ranges(file.getKey(), file.getValue(), problems)
            .forEach(at -> ranges.add(at.range()));
      }
    }
    return List.copyOf(ranges);
  }
}
