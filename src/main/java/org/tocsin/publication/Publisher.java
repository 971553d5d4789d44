package org.tocsin.publication;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.tocsin.address.Address;
import org.tocsin.curation.Policy;

/** Makes releases. Every method joins the caller's transaction. */
public interface Publisher {

  /**
   * Makes the next release if the verdicts changed the set, and refreshes how long listings last.
   * What would change too much at once is parked: nothing is added until somebody decided, and what
   * would leave before its time stays. Whatever ends by itself, is exempt or is withdrawn leaves
   * all the same.
   *
   * @param breaker how much is too much
   * @param withdrawn what leaves because somebody said so
   */
  Publication publish(Policy.Breaker breaker, Set<Address> withdrawn, Instant now);

  /** Returns since when changes wait for a person, empty if none do. */
  Optional<Instant> parkedSince();

  /** Lets what is parked go out with the next release. */
  void approveParked();

  /** Leaves the list as it is: what waits to join is not listed, what waits to leave stays on. */
  void dropParked(Instant now);

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
