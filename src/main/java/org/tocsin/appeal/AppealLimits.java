package org.tocsin.appeal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.tocsin.address.Address;

/**
 * Bounds how many appeals a day operators get, of one neighbourhood (/24 or /48) and overall, for
 * all servers of a database together. Every method joins the caller's transaction.
 */
interface AppealLimits {

  /** How many of one neighbourhood. */
  int OF_A_RANGE = 10;

  /** How many overall. */
  int OVERALL = 1_000;

  /** Counts an appeal and returns empty, or returns how long to wait before the next one. */
  Optional<Duration> admit(Optional<Address> from, Instant now);

  /** Forgets where appeals came from before the day of an instant. */
  void forget(Instant now);
}
