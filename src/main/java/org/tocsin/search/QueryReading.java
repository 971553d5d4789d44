package org.tocsin.search;

/** What a text in the search box means, or why it means nothing. */
public sealed interface QueryReading {

  /** The text is this query. */
  record Understood(Query query) implements QueryReading {}

  /**
   * The text is no query.
   *
   * @param word which word is wrong, the first being 1; 0 if it is the text as a whole
   * @param text that word
   * @param problem what is wrong with it, and what would be right
   */
  record Refused(int word, String text, String problem) implements QueryReading {}
}
