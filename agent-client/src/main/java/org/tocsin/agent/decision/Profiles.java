package org.tocsin.agent.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.tocsin.agent.event.Alert;
import org.tocsin.agent.event.Source;
import org.tocsin.agent.expression.EvaluationFailure;
import org.tocsin.agent.expression.Function;
import org.tocsin.agent.expression.Language;
import org.tocsin.agent.expression.Program;
import org.tocsin.agent.expression.Type;
import org.tocsin.agent.rule.RuleFile;
import org.tocsin.agent.rule.Section;

/** Turns alerts into decisions, as the profiles of this machine say, in their order. */
public final class Profiles {
  /** Used where there is no file: whoever has to be stopped and has an address is banned. */
  public static final RuleFile STANDARD =
      new RuleFile(
          "profiles.yaml (built in)",
          """
          name: default_ip_remediation
          filters:
            - Alert.Remediation == true && Alert.GetScope() == "Ip"
          decisions:
            - type: ban
              duration: 4h
          on_success: break
          ---
          name: default_range_remediation
          filters:
            - Alert.Remediation == true && Alert.GetScope() == "Range"
          decisions:
            - type: ban
              duration: 4h
          on_success: break
          """);

  private static final Set<String> KEYS =
      Set.of(
          "name",
          "debug",
          "filters",
          "decisions",
          "duration_expr",
          "on_success",
          "on_failure",
          "on_error",
          "notifications");
  private static final Duration USUAL = Duration.ofHours(4);

  private final List<Profile> profiles;
  private final Supplier<String> names;
  private final Consumer<String> notes;

  private Profiles(List<Profile> profiles, Supplier<String> names, Consumer<String> notes) {
    this.profiles = profiles;
    this.names = names;
    this.notes = notes;
  }

  /** How many decisions there were about a value since an instant. */
  @FunctionalInterface
  public interface History {
    long count(String value, Instant since);
  }

  /**
   * Reads profiles.
   *
   * @param bare the functions rules have
   * @param history what profiles may ask of the past
   * @param names draws names for decisions
   * @param notes is told of profiles that fail on an alert
   */
  public static Profiles load(
      RuleFile file,
      Language bare,
      History history,
      Supplier<String> names,
      Consumer<String> notes) {
    Language language = bare.withFunctions(functions(history)).with("Alert", Alert.type());
    List<Profile> profiles =
        file.documents().stream().map(document -> profile(document, language)).toList();
    return new Profiles(profiles, names, notes);
  }

  private static Map<String, Function> functions(History history) {
    return Map.of(
        "GetDecisionsCount",
        Function.of(
                Type.NUMBER,
                1,
                a -> history.count(Function.text(a, 0, "GetDecisionsCount"), Instant.EPOCH))
            .withEffects());
  }

  private static Profile profile(Section section, Language language) {
    section.only(KEYS);
    if (section.texts("filters").isEmpty()) {
      throw section.refuse("filters", "expected at least one");
    }
    return new Profile(
        section.required("name"),
        section.conditions("filters", language),
        section.sections("decisions").stream().map(Profiles::template).toList(),
        section.expression("duration_expr", language),
        isBreak(section, "on_success"),
        isBreak(section, "on_failure"));
  }

  private static boolean isBreak(Section section, String key) {
    return switch (section.textOrEmpty(key)) {
      case "break" -> true;
      case "", "continue" -> false;
      default -> throw section.refuse(key, "expected break or continue");
    };
  }

  private static Profile.Template template(Section section) {
    section.only(Set.of("type", "duration", "scope", "simulated"));
    Duration duration =
        section
            .text("duration")
            .map(
                text ->
                    DurationText.parse(text)
                        .orElseThrow(() -> section.refuse("duration", "not a duration: " + text)))
            .orElse(USUAL);
    return new Profile.Template(section.required("type"), duration, section.textOrEmpty("scope"));
  }

  /** The decisions an alert leads to. */
  List<Decision> decide(Alert alert, boolean simulated, Instant now) {
    List<Decision> decisions = new ArrayList<>();
    for (Profile profile : profiles) {
      boolean meant = isMeant(profile, alert);
      if (meant) {
        Optional<Duration> computed = duration(profile, alert);
        for (Profile.Template template : profile.templates()) {
          decision(template, alert, now, computed.orElse(template.duration()), simulated)
              .ifPresent(decisions::add);
        }
      }
      if (meant ? profile.endsOnSuccess() : profile.endsOnFailure()) {
        break;
      }
    }
    return decisions;
  }

  private boolean isMeant(Profile profile, Alert alert) {
    for (Program filter : profile.filters()) {
      try {
        if (filter.test(alert)) {
          return true;
        }
      } catch (EvaluationFailure e) {
        notes.accept("profile " + profile.name() + ": " + e.getMessage());
      }
    }
    return false;
  }

  private Optional<Duration> duration(Profile profile, Alert alert) {
    try {
      return profile
          .durationExpression()
          .map(expression -> String.valueOf(expression.evaluate(alert)))
          .flatMap(DurationText::parse);
    } catch (EvaluationFailure e) {
      notes.accept("profile " + profile.name() + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<Decision> decision(
      Profile.Template template, Alert alert, Instant now, Duration length, boolean simulated) {
    Source source = alert.source();
    String scope = template.scope().isEmpty() ? source.scope() : template.scope();
    String value = scope.equals(source.scope()) ? source.value() : value(scope, source.place());
    try {
      return Optional.of(
          new Decision(
              names.get(),
              Decision.BY_SCENARIO,
              alert.scenario().name(),
              template.type(),
              Target.of(scope, value),
              now,
              now.plus(length),
              simulated));
    } catch (IllegalArgumentException e) {
      notes.accept(
          "no decision about the source of " + alert.scenario().name() + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  private static String value(String scope, Source.Place place) {
    return switch (scope) {
      case Target.IP -> place.ip();
      case Target.RANGE -> place.range();
      case Target.AS -> place.asNumber();
      case Target.COUNTRY -> place.country();
      default -> "";
    };
  }
}
