package org.tocsin.curation;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** What each scenario proves, by the most specific glob that matches its name. Thread-safe. */
public final class ScenarioWeights {

  /** How many names are remembered; names come from agents, so this must have an end. */
  private static final int REMEMBERED = 10_000;

  /**
   * What the sighting of a scenario proves.
   *
   * @param confidence from 0, nothing, to 3, an attack beyond doubt
   * @param spoofable from 0, the address really spoke to the witness, to 3, anybody can forge it
   */
  public record Weight(int confidence, int spoofable) {

    private static final long[] BY_CONFIDENCE = {0, 400_000, 800_000, 1_000_000};
    private static final long SPOOFABLE_CAP = 400_000;
    private static final long WEAK = 250_000;

    /** Returns whether this can anchor a listing: strong, and not to be forged. */
    boolean anchors() {
      return confidence >= 2 && spoofable == 0;
    }

    /**
     * Returns the vote that a sighting of this casts. A honeypot has no users, so what it sees for
     * sure is whole.
     */
    long vote(boolean honeypot) {
      if (spoofable > 0) {
        return Math.min(BY_CONFIDENCE[confidence], SPOOFABLE_CAP);
      }
      return honeypot && confidence >= 2 ? Micro.ONE : BY_CONFIDENCE[confidence];
    }

    /** Returns what it brings to the floor of strong sightings. */
    long strength() {
      if (spoofable > 0 || confidence == 0) {
        return 0;
      }
      return confidence == 1 ? WEAK : Micro.ONE;
    }
  }

  /**
   * A rule for the scenarios whose names match.
   *
   * @param glob a name in which {@code *} stands for any characters
   * @param weight what they prove
   */
  public record Rule(String glob, Weight weight) {

    private int literals() {
      return glob.replace("*", "").length();
    }

    private Pattern pattern() {
      return Pattern.compile(
          Pattern.quote(glob).replace("*", "\\E.*\\Q"), Pattern.CASE_INSENSITIVE);
    }
  }

  private record Compiled(Pattern pattern, Weight weight) {}

  private final List<Compiled> mostSpecificFirst;
  private final Weight otherwise;
  private final Map<String, Weight> remembered = new ConcurrentHashMap<>();

  /** Orders the rules by how much of a name they spell out. */
  public ScenarioWeights(List<Rule> rules, Weight otherwise) {
    this.mostSpecificFirst =
        rules.stream()
            .sorted(Comparator.comparingInt(Rule::literals).reversed().thenComparing(Rule::glob))
            .map(rule -> new Compiled(rule.pattern(), rule.weight))
            .toList();
    this.otherwise = otherwise;
  }

  /** Returns what a sighting of this scenario proves. */
  public Weight of(String scenario) {
    Weight known = remembered.get(scenario);
    if (known != null) {
      return known;
    }
    Weight weight =
        mostSpecificFirst.stream()
            .filter(rule -> rule.pattern.matcher(scenario).matches())
            .map(Compiled::weight)
            .findFirst()
            .orElse(otherwise);
    if (remembered.size() < REMEMBERED) {
      remembered.put(scenario, weight);
    }
    return weight;
  }
}
