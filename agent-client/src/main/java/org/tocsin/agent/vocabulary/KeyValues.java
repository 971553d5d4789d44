package org.tocsin.agent.vocabulary;

import org.tocsin.agent.expression.EvaluationFailure;
import org.tocsin.agent.expression.TextMap;

/** Text made of {@code key=value} and {@code key="quoted value"}. Escapes in quotes stay. */
final class KeyValues {
  private final String text;
  private final TextMap pairs = new TextMap();
  private int at;

  private KeyValues(String text) {
    this.text = text;
  }

  static TextMap parse(String text) {
    KeyValues reading = new KeyValues(text);
    while (reading.at < text.length()) {
      reading.step();
    }
    if (reading.pairs.size() == 0) {
      throw new EvaluationFailure("no key=value in the text");
    }
    return reading.pairs;
  }

  private void step() {
    int start = at;
    skipWord();
    boolean isKey = at > start && at < text.length() && text.charAt(at) == '=';
    if (!isKey) {
      at++;
      return;
    }
    String key = text.substring(start, at++);
    int quoteEnd = closingQuote(text, at);
    if (quoteEnd > 0) {
      pairs.put(key, text.substring(at + 1, quoteEnd));
      at = quoteEnd + 1;
    } else {
      int from = at;
      skipWord();
      pairs.put(key, text.substring(from, at));
    }
  }

  private void skipWord() {
    while (at < text.length() && text.charAt(at) != '=' && !isBlank(text.charAt(at))) {
      at++;
    }
  }

  static boolean isBlank(char here) {
    return here == ' ' || here == '\t' || here == '\n' || here == '\f' || here == '\r';
  }

  /** Where the quotes end that begin here; -1 if none begin or they do not end. */
  static int closingQuote(String text, int from) {
    if (from >= text.length() || text.charAt(from) != '"') {
      return -1;
    }
    for (int i = from + 1; i < text.length(); i++) {
      if (text.charAt(i) == '"') {
        return i;
      }
      i += text.charAt(i) == '\\' ? 1 : 0;
    }
    return -1;
  }
}
