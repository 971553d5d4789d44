package org.tocsin.agent.regex;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * Many expressions of which one has to match: those that need a phrase the text does not have are
 * not searched for at all. Safe for use by several threads.
 */
public final class RegexSet {
  private final List<Regex> all;
  private final Phrases phrases;
  private final List<Integer> owners = new ArrayList<>();
  private final BitSet always = new BitSet();

  private RegexSet(List<Regex> all) {
    this.all = all;
    List<String> needed = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Needles needles = all.get(i).needles();
      boolean usable =
          !needles.anyOf().isEmpty() && needles.anyOf().stream().allMatch(Phrases::isAscii);
      if (usable) {
        for (String needle : needles.anyOf()) {
          needed.add(needle.toLowerCase(Locale.ROOT));
          owners.add(i);
        }
      } else {
        always.set(i);
      }
    }
    phrases = new Phrases(needed);
  }

  /** Compiles the expressions; the first that is none is refused. */
  public static RegexSet compile(List<String> sources) {
    return new RegexSet(sources.stream().map(Regex::compile).toList());
  }

  /** Whether any of them matches anywhere in the text. */
  public boolean finds(String text) {
    BitSet candidates = (BitSet) always.clone();
    if (Phrases.isAscii(text)) {
      String lower = text.toLowerCase(Locale.ROOT);
      phrases.search(lower, (number, end) -> candidates.set(owners.get(number)));
    } else {
      // Letters beyond ASCII may fold to ASCII ones, so nothing can be ruled out.
      candidates.set(0, all.size());
    }
    Effort effort = new Effort();
    return candidates.stream().anyMatch(i -> all.get(i).find(text, effort).isPresent());
  }
}
