package org.tocsin.agent.vocabulary;

import org.tocsin.agent.expression.EvaluationFailure;
import org.tocsin.agent.expression.TextMap;

/** Text made of {@code key=value} in which a value may hold blanks: it runs to the next key. */
final class LaxKeyValues {
  private final String text;
  private final TextMap pairs = new TextMap();
  private boolean quotesEnd = true;

  private LaxKeyValues(String text) {
    this.text = text;
  }

  static TextMap parse(String text) {
    LaxKeyValues reading = new LaxKeyValues(text);
    int at = reading.nextKey(0);
    while (at < text.length()) {
      at = reading.pair(at);
    }
    if (reading.pairs.size() == 0) {
      throw new EvaluationFailure("no key=value in the text");
    }
    return reading.pairs;
  }

  /** Reads the pair whose key begins here and returns where the next begins. */
  private int pair(int start) {
    int equals = keyEnd(start);
    int from = equals + 1;
    int quote = KeyValues.closingQuote(text, from);
    int next = quote > 0 ? nextKey(quote + 1) : nextKey(from);
    String value =
        quote > 0
            ? text.substring(from + 1, quote).replaceAll("\\\\([\\\\\"])", "$1")
            : text.substring(from, next).strip();
    pairs.put(text.substring(start, equals), value);
    return next;
  }

  /** Where the next key begins that stands at the start or behind a blank, outside of quotes. */
  private int nextKey(int from) {
    int at = from;
    while (at < text.length()) {
      if ((at == 0 || KeyValues.isBlank(text.charAt(at - 1))) && keyEnd(at) > at) {
        return at;
      }
      at = behindQuotes(at);
    }
    return text.length();
  }

  /**
   * One further, or behind the quotes that begin here; once some do not end, none are looked for.
   */
  private int behindQuotes(int at) {
    if (text.charAt(at) != '"' || !quotesEnd) {
      return at + 1;
    }
    int quote = KeyValues.closingQuote(text, at);
    quotesEnd = quote > 0;
    return quotesEnd ? quote + 1 : at + 1;
  }

  /** Where the equals sign of the key that begins here stands; -1 if no key begins here. */
  private int keyEnd(int start) {
    int at = start;
    while (at < text.length() && isKeyPart(text.charAt(at), at == start)) {
      at++;
    }
    return at > start && at < text.length() && text.charAt(at) == '=' ? at : -1;
  }

  private static boolean isKeyPart(char here, boolean first) {
    boolean letter = (here >= 'a' && here <= 'z') || (here >= 'A' && here <= 'Z') || here == '_';
    return letter || (!first && ((here >= '0' && here <= '9') || here == '.' || here == '-'));
  }
}
