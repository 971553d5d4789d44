package org.tocsin.rulebook;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A set of rules as text.
 *
 * @param digest what tells it from others
 * @param byName the text of each file by its name
 */
public record RuleTexts(String digest, SortedMap<String, String> byName) {

  /** Copies the texts. */
  public RuleTexts {
    byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
  }
}
