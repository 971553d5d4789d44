package org.tocsin.agent.grok;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A pattern with all references replaced.
 *
 * @param text the regular expression
 * @param fields for each field where in the text the parenthesis of its group stands
 */
record Expansion(String text, Map<String, Integer> fields) {

  /**
   * Replaces each reference by a capturing group around what it refers to. A field bound here wins
   * over the same field of a pattern referred to; of two bound at one level the last wins.
   */
  static Expansion of(String body, Function<String, Expansion> known) {
    StringBuilder text = new StringBuilder();
    Map<String, Integer> inherited = new LinkedHashMap<>();
    Map<String, Integer> own = new LinkedHashMap<>();
    int from = 0;
    for (Reference reference : Reference.in(body)) {
      text.append(body, from, reference.start());
      Expansion inner = known.apply(reference.name());
      int parenthesis = text.length();
      inner.fields().forEach((field, at) -> inherited.put(field, at + parenthesis + 1));
      if (!reference.field().isEmpty()) {
        own.put(reference.field(), parenthesis);
      }
      text.append('(').append(inner.text()).append(')');
      from = reference.end();
    }
    text.append(body, from, body.length());
    inherited.putAll(own);
    return new Expansion(text.toString(), inherited);
  }
}
