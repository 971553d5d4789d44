package org.tocsin.agent.grok;

import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.tocsin.agent.regex.Effort;
import org.tocsin.agent.regex.Match;
import org.tocsin.agent.regex.Regex;
import org.tocsin.agent.regex.RegexRefused;

/** A compiled grok pattern. Safe for use by several threads. */
public final class Grok {
  private final Regex regex;
  private final String[] fields;
  private final int[] groups;

  Grok(Expansion expansion) {
    try {
      regex = Regex.compile(expansion.text());
    } catch (RegexRefused e) {
      throw new GrokRefused("bad regular expression: " + e.getMessage());
    }
    Map<Integer, Integer> numbers = GroupNumbers.byPosition(expansion.text());
    fields = expansion.fields().keySet().toArray(String[]::new);
    groups = new int[fields.length];
    for (int i = 0; i < fields.length; i++) {
      groups[i] = numbers.getOrDefault(expansion.fields().getOrDefault(fields[i], -1), -1);
    }
  }

  /**
   * Hands over every field if the pattern is found in the text.
   *
   * @param effort what all searches in one line may cost
   * @return whether it was; never for a pattern without fields
   */
  public boolean match(String text, Effort effort, BiConsumer<String, String> found) {
    if (fields.length == 0) {
      return false;
    }
    Optional<Match> match = regex.find(text, effort);
    match.ifPresent(
        held -> {
          for (int i = 0; i < fields.length; i++) {
            found.accept(fields[i], groups[i] < 0 ? "" : held.group(groups[i]));
          }
        });
    return match.isPresent();
  }
}
