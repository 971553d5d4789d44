package org.tocsin.agent.decision;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which decisions a bouncer asks for. An empty list asks for all.
 *
 * @param scopes in any case of letters
 * @param types what is to be done
 * @param origins who decided
 * @param containing parts of which the scenario has one
 * @param without parts of which the scenario has none
 */
record DecisionFilter(
    List<String> scopes,
    List<String> types,
    List<String> origins,
    List<String> containing,
    List<String> without) {
  /** Reads the parameters of a request; bouncers also send others, which mean nothing here. */
  static DecisionFilter of(Map<String, String> parameters) {
    return new DecisionFilter(
        parts(parameters, "scopes"),
        parts(parameters, "type"),
        parts(parameters, "origins"),
        parts(parameters, "scenarios_containing"),
        parts(parameters, "scenarios_not_containing"));
  }

  private static List<String> parts(Map<String, String> parameters, String name) {
    String text = parameters.getOrDefault(name, "");
    return text.isBlank() ? List.of() : List.of(text.toLowerCase(Locale.ROOT).strip().split(","));
  }

  boolean passes(Decision decision) {
    String scenario = decision.scenario().toLowerCase(Locale.ROOT);
    return isAsked(scopes, decision.target().scope())
        && isAsked(types, decision.type())
        && isAsked(origins, decision.origin())
        && (containing.isEmpty() || containing.stream().anyMatch(scenario::contains))
        && without.stream().noneMatch(scenario::contains);
  }

  private static boolean isAsked(List<String> asked, String word) {
    return asked.isEmpty() || asked.contains(word.toLowerCase(Locale.ROOT));
  }
}
