package org.tocsin.publication;

import java.time.Instant;

/** Makes releases. Every method joins the caller's transaction. */
public interface Publisher {

  /**
   * Makes the next release if the verdicts changed the set, and refreshes how long listings last.
   */
  Publication publish(Instant now);

  /** Returns the set of the newest release. */
  PublishedList current(Instant now);

  /** Returns the serial since which an address is listed, empty when it is not. */
  java.util.OptionalLong listedSince(org.tocsin.address.Address address);
}
