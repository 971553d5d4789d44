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
   * @param reflectable whether a link somebody else placed makes a crawler or proxy do it
   * @param severity from 1, a nuisance, to 5, an intrusion
   * @param unmodifiedOnly whether it proves anything only with a digest the public hub knows
   */
  public record Weight(
      int confidence, int spoofable, boolean reflectable, int severity, boolean unmodifiedOnly) {

    /** Proves nothing. */
    public static final Weight NOTHING = new Weight(0, 0, false, 1, false);

    private static final long[] BY_CONFIDENCE = {0, 400_000, 800_000, 1_000_000};
    private static final long FORGEABLE_CAP = 400_000;
    private static final long WEAK = 250_000;

    /**
     * Returns whether the source may not have meant it: forged, or sent there by somebody else.
     *
     * @param relay whether the source is known to act for others: crawlers, proxies, shared exits
     */
    boolean doubtful(boolean relay) {
      return spoofable > 0 || (reflectable && relay);
    }

    /** Returns whether this can anchor a listing: strong, and meant by its source. */
    boolean anchors(boolean relay) {
      return confidence >= 2 && !doubtful(relay);
    }

    /**
     * Returns the vote that a sighting of this casts. A honeypot has no users, so what it sees for
     * sure is whole.
     */
    long vote(boolean honeypot, boolean relay) {
      if (doubtful(relay)) {
        return Math.min(BY_CONFIDENCE[confidence], FORGEABLE_CAP);
      }
      return honeypot && confidence >= 2 ? Micro.ONE : BY_CONFIDENCE[confidence];
    }

    /** Returns what it brings to the floor of strong sightings. */
    long strength(boolean relay) {
      if (doubtful(relay) || confidence == 0) {
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

  private record Named(String scenario, String digest) {}

  private final List<Compiled> mostSpecificFirst;
  private final Weight otherwise;
  private final HubDigests digests;
  private final Map<Named, Weight> remembered = new ConcurrentHashMap<>();

  /** Orders the rules by how much of a name they spell out. */
  public ScenarioWeights(List<Rule> rules, Weight otherwise, HubDigests digests) {
    this.mostSpecificFirst =
        rules.stream()
            .sorted(Comparator.comparingInt(Rule::literals).reversed().thenComparing(Rule::glob))
            .map(rule -> new Compiled(rule.pattern(), rule.weight))
            .toList();
    this.otherwise = otherwise;
    this.digests = digests;
  }

  /**
   * Returns what a sighting of this scenario proves.
   *
   * @param scenario its name
   * @param digest the SHA-256 in hex that the engine claims for its file, empty if it claims none
   */
  public Weight of(String scenario, String digest) {
    Named named = new Named(scenario, digest);
    Weight known = remembered.get(named);
    if (known != null) {
      return known;
    }
    Weight weight = look(scenario);
    if (digests.modified(scenario, digest)
        || (weight.unmodifiedOnly && !digests.unmodified(digest))) {
      weight = Weight.NOTHING;
    }
    if (remembered.size() < REMEMBERED) {
      remembered.put(named, weight);
    }
    return weight;
  }

  private Weight look(String scenario) {
    return mostSpecificFirst.stream()
        .filter(rule -> rule.pattern.matcher(scenario).matches())
        .map(Compiled::weight)
        .findFirst()
        .orElse(otherwise);
  }
}
