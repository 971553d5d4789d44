package org.tocsin.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Links that sign one operator in, once. Join the caller's transaction. */
public interface SignInLinks {

  /** For how long a link works. */
  Duration WORKS_FOR = Duration.ofHours(1);

  /**
   * Makes a link for an operator and returns its secret, empty if there is no such operator. Links
   * that nobody can use any more are forgotten.
   */
  Optional<String> create(long operator, Instant now);

  /** Uses a link up and returns whom it signs in; empty if it is unknown, used or too old. */
  Optional<Operator> redeem(String secret, Instant now);
}
