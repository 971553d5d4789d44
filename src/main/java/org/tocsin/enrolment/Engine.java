package org.tocsin.enrolment;

import java.util.Optional;

/**
 * What an agent says of itself when it logs in. Nobody checks it.
 *
 * @param program its name and version as it tells them, such as {@code crowdsec/v1.6.4}
 * @param scenarios how many scenarios it says it has
 */
public record Engine(Optional<String> program, Optional<Integer> scenarios) {

  /** An agent that says nothing. */
  public static final Engine UNKNOWN = new Engine(Optional.empty(), Optional.empty());
}
