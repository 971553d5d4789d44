package org.tocsin.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Who is signed in. Kept in the database, so that every server of it knows. Join the caller's
 * transaction.
 */
public interface Sessions {

  /** A session that nobody uses ends after this time. */
  Duration IDLE = Duration.ofHours(12);

  /** Every session ends after this time. */
  Duration LONGEST = Duration.ofDays(7);

  /** Begins a session and returns its secret; sessions that are over are forgotten. */
  String begin(Operator operator, Instant now);

  /** Returns whose session this is, as long as it lasts and the operator is one still. */
  Optional<Operator> find(String secret, Instant now);

  /** Ends all sessions of an operator and returns how many there were. */
  int endAll(long operator);
}
