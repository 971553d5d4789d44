package org.tocsin.agent.parser;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tocsin.agent.enrichment.Enrichment;
import org.tocsin.agent.event.Event;
import org.tocsin.agent.expression.EvaluationFailure;
import org.tocsin.agent.expression.GoText;
import org.tocsin.agent.expression.Nil;
import org.tocsin.agent.expression.Program;
import org.tocsin.agent.expression.TextMap;
import org.tocsin.agent.expression.Values;

/**
 * A value that a rule gives to a field of the event.
 *
 * @param value the value, if it is fixed
 * @param expression computes it otherwise
 * @param target where it goes
 */
record Static(String value, Optional<Program> expression, Target target) {

  /** Where a value goes. */
  @FunctionalInterface
  interface Target {
    void put(Event event, String value);

    /** Whether the empty text is worth putting there. */
    default boolean takesEmpty() {
      return false;
    }
  }

  /** A method of the enrichment; only the reading of dates has a use for an empty text. */
  record Method(String name, Enrichment enrichment) implements Target {
    @Override
    public void put(Event event, String value) {
      enrichment.call(name, value, event);
    }

    @Override
    public boolean takesEmpty() {
      return name.equals(Enrichment.PARSE_DATE);
    }
  }

  void apply(Event event, Object[] variables) {
    String text = value.isEmpty() ? computed(variables) : value;
    if (!text.isEmpty() || target.takesEmpty()) {
      target.put(event, text);
    }
  }

  private String computed(Object[] variables) {
    if (expression.isEmpty()) {
      return "";
    }
    Object result;
    try {
      result = expression.get().evaluate(variables);
    } catch (EvaluationFailure e) {
      return "";
    }
    return text(result)
        .orElseThrow(() -> new EventDropped("a static cannot be " + Values.kind(result)));
  }

  /** The text of a value; nothing for kinds that mean a mistake in the rule. */
  private static Optional<String> text(Object value) {
    if (value instanceof String text) {
      return Optional.of(text);
    }
    if (value instanceof Long number) {
      return Optional.of(Long.toString(number));
    }
    if (value instanceof Double number) {
      return Optional.of(GoText.fixed(number));
    }
    boolean nothing =
        value == Nil.NIL
            || value instanceof Map
            || value instanceof TextMap
            || value instanceof List;
    return nothing ? Optional.of("") : Optional.empty();
  }

  /** As a text to be searched: what has none is empty. */
  static String searchable(Object value) {
    return value instanceof String || value instanceof Number ? text(value).orElse("") : "";
  }
}
