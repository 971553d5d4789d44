package org.tocsin.publication;

import java.time.Instant;
import java.util.Set;

/**
 * What is listed for some organisations only. {@link Publisher#publish} keeps it in step with the
 * verdicts. Every method joins the caller's transaction.
 */
public interface ScopedListings {

  /** Returns the number of the newest change of what is listed for whom. */
  long lastChange();

  /** Returns the organisations whose clients have to be told more than everybody's. */
  Set<Long> organisations(Instant now);

  /** Returns what is listed for an organisation, all of it as it stood at one moment. */
  ScopedList of(long organisation, Instant now);
}
