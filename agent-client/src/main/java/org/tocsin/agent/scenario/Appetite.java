package org.tocsin.agent.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tocsin.agent.event.Facets;
import org.tocsin.agent.expression.Program;

/**
 * Finds out from the text of expressions what they may ask of events that are in a bucket already.
 * Conservative: a word anywhere in an expression that sees such events counts as asked for, and an
 * expression that hands over an event as a whole asks for everything.
 */
final class Appetite {
  private static final String QUEUE = "queue";

  /** An event, or an element of a list that may be one, that is not followed by a field of it. */
  private static final Pattern WHOLE =
      Pattern.compile("\\bevt\\b(?!\\s*\\??[.\\[])|#(?!\\s*\\??[.\\[])|\\[\\s*['\"]");

  private Appetite() {}

  static Facets of(Scenario.Checks checks, Scenario.Scope scope) {
    List<String> texts = new ArrayList<>();
    for (Optional<Program> check :
        List.of(checks.cancelOn(), checks.condition(), checks.overflowFilter())) {
      check.map(Program::source).filter(text -> text.contains(QUEUE)).ifPresent(texts::add);
    }
    checks.bayes().stream()
        .flatMap(bayes -> bayes.observations().stream())
        .map(observation -> observation.condition().source())
        .filter(text -> text.contains(QUEUE))
        .forEach(texts::add);
    scope.expression().map(Program::source).ifPresent(texts::add);
    return ofTexts(texts);
  }

  static Facets ofTexts(List<String> texts) {
    boolean whole = texts.stream().anyMatch(text -> WHOLE.matcher(text).find());
    return new Facets(
        whole || mention(texts, "Parsed"),
        whole || mention(texts, "Unmarshaled"),
        whole || mention(texts, "Enriched"),
        whole || mention(texts, "Line") || mention(texts, "StrTime"));
  }

  private static boolean mention(List<String> texts, String word) {
    return texts.stream().anyMatch(text -> text.contains(word));
  }
}
