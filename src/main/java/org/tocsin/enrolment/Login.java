package org.tocsin.enrolment;

import java.time.Instant;

/** How a login ended. */
public sealed interface Login {

  /** The agent may come in with this token until it expires. */
  record Accepted(String token, Instant expiresAt) implements Login {}

  /** No such agent, or another password; the caller cannot tell which. */
  record WrongCredentials() implements Login {}

  /** An operator shut the agent out. */
  record Blocked() implements Login {}

  /** Too many passwords are being checked; try again. */
  record Busy() implements Login {}
}
