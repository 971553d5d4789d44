package org.tocsin.signal;

import java.util.Optional;

/**
 * What an agent says it recognised.
 *
 * @param name author and name, such as {@code crowdsecurity/ssh-bf}
 * @param hash the claimed SHA-256 of the rule file in lower-case hex, or empty where the agent gave
 *     none
 */
public record Scenario(String name, String hash) {

  // Free text, such as the note of a manual ban, must never be stored: a scenario is a name or it
  // is nothing.
  private static final int LONGEST_NAME = 128;
  private static final String PUNCTUATION = "._:/+-";
  private static final int HASH_LENGTH = 64;

  /**
   * Returns the scenario, or empty where the name is not a name. A hash that is no SHA-256 counts
   * as none.
   */
  public static Optional<Scenario> of(String name, String hash) {
    return isName(name)
        ? Optional.of(new Scenario(name, isHash(hash) ? hash : ""))
        : Optional.empty();
  }

  /**
   * Letters, digits and some punctuation, a letter or digit first. Read by hand: this runs for
   * every signal.
   */
  private static boolean isName(String name) {
    if (name.isEmpty() || name.length() > LONGEST_NAME || !isLetterOrDigit(name.charAt(0))) {
      return false;
    }
    for (int i = 1; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!isLetterOrDigit(c) && PUNCTUATION.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static boolean isHash(String hash) {
    if (hash.length() != HASH_LENGTH) {
      return false;
    }
    for (int i = 0; i < HASH_LENGTH; i++) {
      char c = hash.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }
}
