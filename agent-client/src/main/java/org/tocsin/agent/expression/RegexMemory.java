package org.tocsin.agent.expression;

import java.util.concurrent.ConcurrentHashMap;
import org.tocsin.agent.regex.Regex;
import org.tocsin.agent.regex.RegexRefused;

/** Keeps the regular expressions that one operator has met, up to a number of them. */
final class RegexMemory {
  private static final int MOST_KEPT = 1_000;

  private final ConcurrentHashMap<String, Regex> kept = new ConcurrentHashMap<>();

  boolean finds(String text, String regex) {
    Regex known = kept.get(regex);
    return (known == null ? compiled(regex) : known).finds(text);
  }

  private Regex compiled(String regex) {
    try {
      Regex fresh = Regex.compile(regex);
      if (kept.size() < MOST_KEPT) {
        kept.put(regex, fresh);
      }
      return fresh;
    } catch (RegexRefused e) {
      throw new EvaluationFailure("bad regular expression: " + e.getMessage());
    }
  }
}
