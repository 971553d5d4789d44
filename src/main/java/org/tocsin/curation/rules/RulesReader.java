package org.tocsin.curation.rules;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.tocsin.address.Prefix;
import org.tocsin.curation.Exemption;
import org.tocsin.curation.Micro;
import org.tocsin.curation.Policy;
import org.tocsin.curation.Rules;
import org.tocsin.curation.ScenarioWeights;

/** Reads the texts of a rules folder. */
public final class RulesReader {

  private static final String POLICY = "policy.yaml";
  private static final String SCENARIOS = "scenarios.yaml";
  private static final String ALLOWLISTS = "allowlists/";
  private static final BigDecimal MOST = BigDecimal.valueOf(1000);
  private static final int MOST_COUNTED = 100_000;
  private static final int HIGHEST_LABEL = 3;
  private static final Duration LONGEST_MEMORY = Duration.ofDays(7);

  private final List<RulesProblem> problems = new ArrayList<>();
  private final Map<Prefix, String> placeOfRange = new HashMap<>();

  private RulesReader() {}

  /**
   * Reads rules.
   *
   * @param texts the content of each file by its name relative to the folder
   * @throws RulesRefused naming every problem
   */
  public static Rules read(SortedMap<String, String> texts) throws RulesRefused {
    RulesReader reader = new RulesReader();
    Rules rules =
        new Rules(
            reader.policy(texts), reader.scenarios(texts), reader.exemptions(texts), digest(texts));
    if (!reader.problems.isEmpty()) {
      reader.problems.sort(
          Comparator.comparing(RulesProblem::file).thenComparingInt(RulesProblem::line));
      throw new RulesRefused(reader.problems);
    }
    return rules;
  }

  private Optional<YamlMap> file(Map<String, String> texts, String name) {
    return text(texts, name).flatMap(content -> YamlMap.parse(name, content, problems));
  }

  private List<YamlMap> entries(Map<String, String> texts, String name) {
    return text(texts, name).stream()
        .flatMap(content -> YamlMap.parseList(name, content, problems).stream())
        .toList();
  }

  private Optional<String> text(Map<String, String> texts, String name) {
    Optional<String> text = Optional.ofNullable(texts.get(name));
    if (text.isEmpty()) {
      problems.add(new RulesProblem(name, 1, "", "the file is missing"));
    }
    return text;
  }

  private Policy policy(Map<String, String> texts) {
    return file(texts, POLICY).map(this::policy).orElseGet(RulesReader::standIn);
  }

  private Policy policy(YamlMap file) {
    file.integer("version", 1, 1);
    file.word("clock", List.of("receive_time"));
    YamlMap skew = file.map("skew");
    Duration maxSkew = skew.duration("reject_older");
    skew.done();
    Policy.Decay decay = decay(file.map("vote"));
    YamlMap tiers = file.map("tiers");
    Policy.Floors global = floors(tiers.map("global"));
    tiers.done();
    YamlMap weight = file.map("anchor_weight");
    Policy.AnchorWeight anchors =
        new Policy.AnchorWeight(micro(weight, "honeypot"), micro(weight, "vouched"));
    weight.done();
    Policy.Keep keep = keep(file.map("keep"), global);
    file.done();
    return new Policy(maxSkew, decay, global, anchors, keep);
  }

  /**
   * Goes on in the place of a policy that was already refused, so that the other files are read
   * too.
   */
  private static Policy standIn() {
    return new Policy(
        Duration.ZERO,
        new Policy.Decay(Duration.ZERO, Duration.ofHours(1), Duration.ofHours(1)),
        new Policy.Floors(0, 0, 0, 0, 0, Duration.ZERO),
        new Policy.AnchorWeight(0, 0),
        new Policy.Keep(0, Duration.ZERO));
  }

  private static Policy.Decay decay(YamlMap vote) {
    vote.word("unit", List.of("organisation"));
    Duration fullFor = vote.duration("full_for");
    Duration halfLife = vote.duration("half_life");
    Duration forget = vote.duration("forget");
    if (halfLife.isZero()) {
      vote.refuse("half_life", "must be longer than nothing");
    }
    if (forget.compareTo(fullFor) < 0 || forget.compareTo(LONGEST_MEMORY) > 0) {
      vote.refuse("forget", "must lie between full_for and 7d");
    }
    vote.done();
    return new Policy.Decay(fullFor, halfLife, forget.compareTo(fullFor) < 0 ? fullFor : forget);
  }

  private static Policy.Floors floors(YamlMap tier) {
    Policy.Floors floors =
        new Policy.Floors(
            micro(tier, "anchors"),
            micro(tier, "score"),
            tier.integer("orgs", 1, MOST_COUNTED),
            tier.integer("asns", 1, MOST_COUNTED),
            micro(tier, "strong"),
            tier.duration("soak"));
    if (floors.anchors() == 0) {
      tier.refuse(
          "anchors", "must be above 0: without a trusted witness anybody could list anything");
    }
    tier.done();
    return floors;
  }

  private static Policy.Keep keep(YamlMap map, Policy.Floors global) {
    Policy.Keep keep = new Policy.Keep(micro(map, "score"), map.duration("last_trusted"));
    if (keep.score() > global.score()) {
      map.refuse("score", "must not be above tiers.global.score");
    }
    if (keep.score() == 0) {
      map.refuse("score", "must be above 0");
    }
    if (keep.lastTrusted().compareTo(LONGEST_MEMORY) > 0) {
      map.refuse("last_trusted", "must not be above 7d");
    }
    map.done();
    return keep;
  }

  private static long micro(YamlMap map, String key) {
    return Micro.of(map.decimal(key, MOST));
  }

  private ScenarioWeights scenarios(Map<String, String> texts) {
    Map<String, ScenarioWeights.Rule> rules = new HashMap<>();
    List<ScenarioWeights.Weight> otherwise = new ArrayList<>();
    for (YamlMap entry : entries(texts, SCENARIOS)) {
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
    if (otherwise.size() != 1 && texts.containsKey(SCENARIOS)) {
      problems.add(
          new RulesProblem(
              SCENARIOS, 1, "default", "there must be one default, found " + otherwise.size()));
    }
    return new ScenarioWeights(
        List.copyOf(rules.values()),
        otherwise.isEmpty() ? new ScenarioWeights.Weight(0, 0) : otherwise.get(0));
  }

  private static ScenarioWeights.Weight weight(YamlMap entry) {
    return new ScenarioWeights.Weight(
        entry.integer("confidence", 0, HIGHEST_LABEL),
        entry.has("spoofable") ? entry.integer("spoofable", 0, HIGHEST_LABEL) : 0);
  }

  private List<Exemption> exemptions(SortedMap<String, String> texts) {
    List<Exemption> exemptions = new ArrayList<>();
    texts.forEach(
        (name, text) -> {
          if (name.startsWith(ALLOWLISTS)) {
            YamlMap.parse(name, text, problems)
                .ifPresent(file -> exemptions.addAll(exemptions(name, file)));
          } else if (!name.equals(POLICY) && !name.equals(SCENARIOS)) {
            problems.add(new RulesProblem(name, 1, "", "no rules file has this name"));
          }
        });
    return exemptions;
  }

  private List<Exemption> exemptions(String name, YamlMap file) {
    Exemption.Tier tier =
        file.word("tier", List.of("never", "benign")).equals("benign")
            ? Exemption.Tier.BENIGN
            : Exemption.Tier.NEVER;
    String reason = file.text("reason");
    List<Exemption> exemptions = new ArrayList<>();
    for (YamlMap.Line line : file.lines("entries")) {
      Prefix.Reading reading = Prefix.read(line.text());
      if (reading instanceof Prefix.Reading.Accepted accepted) {
        String other = placeOfRange.putIfAbsent(accepted.prefix(), name + ":" + line.line());
        if (other != null) {
          file.refuse(
              line.line(), "entries", "'" + YamlMap.shown(line.text()) + "' is also at " + other);
        }
        exemptions.add(new Exemption(accepted.prefix(), tier, reason));
      } else if (reading instanceof Prefix.Reading.Refused refused) {
        file.refuse(
            line.line(), "entries", "'" + YamlMap.shown(line.text()) + "': " + refused.problem());
      }
    }
    file.done();
    return exemptions;
  }

  private static String digest(SortedMap<String, String> texts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      texts.forEach(
          (name, text) -> {
            digest.update((name + "\0" + text + "\0").getBytes(StandardCharsets.UTF_8));
          });
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
