package org.tocsin.agent.scenario;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.tocsin.agent.event.Alert;
import org.tocsin.agent.event.EventShape;
import org.tocsin.agent.expression.Language;
import org.tocsin.agent.expression.Program;
import org.tocsin.agent.rule.Formats;
import org.tocsin.agent.rule.RuleFile;
import org.tocsin.agent.rule.Section;

/** Makes scenarios of what stands in their files. */
public final class ScenarioReader {
  private static final Set<String> KEYS =
      Set.of(
          "format",
          "author",
          "type",
          "name",
          "description",
          "references",
          "filter",
          "groupby",
          "distinct",
          "capacity",
          "leakspeed",
          "duration",
          "blackhole",
          "cache_size",
          "cancel_on",
          "overflow_filter",
          "condition",
          "reprocess",
          "scope",
          "labels",
          "data",
          "debug",
          "profiling",
          "bayesian_prior",
          "bayesian_threshold",
          "bayesian_conditions");
  private static final Set<String> OBSERVATION =
      Set.of("condition", "prob_given_evil", "prob_given_benign", "guillotine");
  private static final Map<String, Scenario.Type> TYPES =
      Map.of(
          "leaky", Scenario.Type.LEAKY,
          "trigger", Scenario.Type.TRIGGER,
          "counter", Scenario.Type.COUNTER,
          "conditional", Scenario.Type.CONDITIONAL,
          "bayesian", Scenario.Type.BAYESIAN);

  /** What fields begin with that say what others decided. */
  private static final String VERDICT = "Community";

  private final Language filters;
  private final Language conditions;
  private final Language overflows;
  private final Consumer<String> notes;

  /**
   * @param bare the functions of expressions, without variables
   * @param notes is told what is odd but no reason to refuse a file
   */
  public ScenarioReader(Language bare, Consumer<String> notes) {
    this.filters = bare.with("evt", EventShape.type());
    this.conditions = BucketViews.conditions(filters);
    this.overflows = BucketViews.overflows(bare);
    this.notes = notes;
  }

  /**
   * Loads scenario files.
   *
   * @param limits how much is held at most
   */
  public Scenarios load(List<RuleFile> files, InstantSource clock, Scenarios.Limits limits) {
    List<Scenario> scenarios = new ArrayList<>();
    for (RuleFile file : files) {
      String hash = BucketName.digest("SHA-256", file.text());
      for (Section document : file.documents()) {
        if (Formats.supports(document, notes)) {
          scenarios.add(scenario(document, hash));
        }
      }
    }
    return new Scenarios(new ScenarioIndex(scenarios), clock, limits);
  }

  private Scenario scenario(Section document, String hash) {
    document.only(KEYS);
    String name = document.required("name");
    String filter = document.required("filter");
    Scenario.Type type = TYPES.get(document.required("type"));
    if (type == null) {
      throw document.refuse("type", "unknown type " + document.required("type"));
    }
    Scenario.Limits limits = limits(document, type);
    Program compiled =
        document
            .condition("filter", filters)
            .orElseThrow(() -> document.refuse("filter", "is missing"));
    Scenario.Checks checks = checks(document, type);
    Scenario.Scope scope = scope(document);
    return new Scenario(
        new Scenario.Identity(filter, name),
        type,
        compiled,
        document.expression("groupby", filters),
        limits,
        checks,
        scope,
        new Alert.Origin(
            name, hash, limits.capacity(), limits.leakSpeed(), document.mentions(VERDICT)),
        document.section("labels").map(labels -> labels.isPlainTrue("remediation")).orElse(false),
        document.flag("reprocess"),
        Appetite.of(checks, scope));
  }

  private static Scenario.Limits limits(Section document, Scenario.Type type) {
    int capacity = document.number("capacity", type == Scenario.Type.TRIGGER ? 0 : -1);
    Duration leakSpeed = document.duration("leakspeed").orElse(Duration.ZERO);
    Duration duration = document.duration("duration").orElse(Duration.ZERO);
    demand(document, "capacity", type != Scenario.Type.LEAKY || capacity > 0, "must be above 0");
    demand(document, "capacity", type != Scenario.Type.TRIGGER || capacity == 0, "must be 0");
    boolean leaks =
        Set.of(Scenario.Type.LEAKY, Scenario.Type.CONDITIONAL, Scenario.Type.BAYESIAN)
            .contains(type);
    demand(document, "leakspeed", !leaks || isPositive(leakSpeed), "must be above 0");
    boolean counts = type == Scenario.Type.COUNTER;
    demand(document, "duration", !counts || isPositive(duration), "must be above 0");
    demand(document, "capacity", !counts || capacity == -1, "must be -1");
    int cache = document.number("cache_size", 0);
    boolean usesCache = cache > 0 && (cache <= capacity || capacity == -1);
    Duration lifetime =
        switch (type) {
          case LEAKY -> leakSpeed.multipliedBy(capacity + 1L);
          case COUNTER -> duration;
          default -> leakSpeed;
        };
    return new Scenario.Limits(
        capacity,
        usesCache ? cache : capacity,
        leakSpeed,
        lifetime,
        document.duration("blackhole").orElse(Duration.ZERO));
  }

  private static boolean isPositive(Duration duration) {
    return duration.compareTo(Duration.ZERO) > 0;
  }

  private static void demand(Section document, String key, boolean holds, String problem) {
    if (!holds) {
      throw document.refuse(key, problem);
    }
  }

  private Scenario.Checks checks(Section document, Scenario.Type type) {
    Optional<Program> condition = document.condition("condition", conditions);
    demand(
        document,
        "condition",
        type != Scenario.Type.CONDITIONAL || condition.isPresent(),
        "is missing");
    return new Scenario.Checks(
        document.expression("distinct", filters),
        document.condition("cancel_on", conditions),
        condition,
        document.condition("overflow_filter", overflows),
        type == Scenario.Type.BAYESIAN ? Optional.of(bayes(document)) : Optional.empty());
  }

  private Scenario.Scope scope(Section document) {
    Optional<Section> scope = document.section("scope");
    Optional<Program> expression =
        scope.flatMap(s -> s.only(Set.of("type", "expression")).expression("expression", filters));
    String type = scope.map(section -> section.textOrEmpty("type")).orElse("");
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "", "ip" -> new Scenario.Scope(Scenario.Scope.IP, expression);
      case "range" -> new Scenario.Scope(Scenario.Scope.RANGE, expression);
      default -> new Scenario.Scope(type, expression);
    };
  }

  private Bayes bayes(Section document) {
    List<Bayes.Observation> observations = new ArrayList<>();
    for (Section section : document.sections("bayesian_conditions")) {
      section.only(OBSERVATION);
      observations.add(
          new Bayes.Observation(
              section
                  .condition("condition", conditions)
                  .orElseThrow(() -> section.refuse("condition", "is missing")),
              fraction(section, "prob_given_evil", p -> p >= 0 && p <= 1),
              fraction(section, "prob_given_benign", p -> p >= 0 && p <= 1),
              section.flag("guillotine")));
    }
    demand(document, "bayesian_conditions", !observations.isEmpty(), "is missing");
    return new Bayes(
        fraction(document, "bayesian_prior", p -> p > 0 && p < 1),
        fraction(document, "bayesian_threshold", p -> p > 0 && p < 1),
        observations);
  }

  private static double fraction(Section section, String key, Predicate<Double> valid) {
    try {
      double value = Double.parseDouble(section.required(key));
      if (valid.test(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw section.refuse(key, "expected a number");
    }
    throw section.refuse(key, "out of range");
  }
}
