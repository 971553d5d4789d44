package org.tocsin.signal;

import java.util.Optional;
import java.util.regex.Pattern;

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
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/+-]{0,127}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  /**
   * Returns the scenario, or empty where the name is not a name. A hash that is no SHA-256 counts
   * as none.
   */
  public static Optional<Scenario> of(String name, String hash) {
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    return Optional.of(new Scenario(name, HASH.matcher(hash).matches() ? hash : ""));
  }
}
