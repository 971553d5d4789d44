package org.tocsin.agent.regex;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which of many phrases stands leftmost in a text; of two at one place, the one listed first. */
public final class PhraseTable {
  private final List<String> phrases;
  private final List<Integer> numbers = new ArrayList<>();
  private final List<Integer> others = new ArrayList<>();
  private final Phrases automaton;

  public PhraseTable(List<String> phrases) {
    this.phrases = List.copyOf(phrases);
    List<String> ascii = new ArrayList<>();
    for (int i = 0; i < phrases.size(); i++) {
      boolean searchable = Phrases.isAscii(phrases.get(i)) && !phrases.get(i).isEmpty();
      (searchable ? numbers : others).add(i);
      if (searchable) {
        ascii.add(phrases.get(i));
      }
    }
    automaton = new Phrases(ascii);
  }

  /** The number of that phrase, if any is in the text. */
  public Optional<Integer> leftmost(String text) {
    int[] best = {Integer.MAX_VALUE, -1};
    automaton.search(
        text,
        (number, end) -> {
          int phrase = numbers.get(number);
          consider(best, end - phrases.get(phrase).length(), phrase);
        });
    for (int phrase : others) {
      int at = text.indexOf(phrases.get(phrase));
      if (at >= 0) {
        consider(best, at, phrase);
      }
    }
    return best[1] < 0 ? Optional.empty() : Optional.of(best[1]);
  }

  /** Whether any of them is in the text. */
  public boolean anyIn(String text) {
    if (automaton.anyIn(text)) {
      return true;
    }
    for (int phrase : others) {
      if (text.contains(phrases.get(phrase))) {
        return true;
      }
    }
    return false;
  }

  private static void consider(int[] best, int start, int phrase) {
    if (start < best[0] || (start == best[0] && phrase < best[1])) {
      best[0] = start;
      best[1] = phrase;
    }
  }
}
