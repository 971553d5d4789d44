package org.tocsin.agent.regex;

/** Where an expression matched a text. */
public final class Match {
  private final String text;
  private final int[] spans;

  Match(String text, int[] spans) {
    this.text = text;
    this.spans = spans;
  }

  /** How many groups there are, with the whole match. */
  int groups() {
    return spans.length / 2;
  }

  /** What the group holds; a group without part in the match holds the empty text. */
  public String group(int number) {
    int start = spans[2 * number];
    return start < 0 ? "" : text.substring(start, spans[2 * number + 1]);
  }
}
