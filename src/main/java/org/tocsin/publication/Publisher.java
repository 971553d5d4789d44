package org.tocsin.publication;

import java.time.Instant;
import java.util.OptionalLong;
import org.tocsin.address.Address;

/** Makes releases. Every method joins the caller's transaction. */
public interface Publisher {

  /**
   * Makes the next release if the verdicts changed the set, and refreshes how long listings last.
   */
  Publication publish(Instant now);

  /** Returns the set of the newest release. */
  PublishedList current(Instant now);

  /**
   * Deletes which addresses joined or left with the releases issued before an instant; the releases
   * themselves stay.
   */
  int forget(Instant before);

  /** Returns the serial since which an address is listed, empty when it is not. */
  OptionalLong listedSince(Address address);
}
