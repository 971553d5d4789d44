package org.tocsin.agent.parser;

import java.util.List;
import java.util.Optional;
import org.tocsin.agent.event.Event;
import org.tocsin.agent.expression.EvaluationFailure;
import org.tocsin.agent.expression.Program;
import org.tocsin.agent.expression.TextMap;
import org.tocsin.agent.grok.Grok;
import org.tocsin.agent.regex.Effort;

/**
 * The grok of a node.
 *
 * @param grok the pattern
 * @param applyOn the field it reads; empty if an expression says what is read
 * @param expression computes the text it reads
 * @param statics what a match means
 */
record GrokStep(Grok grok, String applyOn, Optional<Program> expression, List<Static> statics) {
  private static final String RAW_LINE = "Line.Raw";

  /** Matches, and if it does, keeps all fields and applies the statics. */
  boolean apply(Event event, Object[] variables, Effort effort) {
    Optional<String> text = source(event, variables);
    if (text.isEmpty()) {
      return false;
    }
    boolean matched = grok.match(text.get(), effort, event.parsed()::put);
    if (matched) {
      statics.forEach(entry -> entry.apply(event, variables));
    }
    return matched;
  }

  private Optional<String> source(Event event, Object[] variables) {
    if (applyOn.equals(RAW_LINE)) {
      return Optional.of(event.line().raw());
    }
    if (!applyOn.isEmpty()) {
      TextMap parsed = event.parsed();
      return parsed.has(applyOn) ? Optional.of(parsed.get(applyOn)) : Optional.empty();
    }
    try {
      return expression.map(program -> Static.searchable(program.evaluate(variables)));
    } catch (EvaluationFailure e) {
      return Optional.empty();
    }
  }
}
