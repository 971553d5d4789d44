package org.tocsin.publication;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
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

  /**
   * Makes a release with the set of an older one, as far as that still holds, and leaves it there:
   * what joined since is off, what left since before its time is on again, and until somebody lets
   * it go on, only what ends by itself, is exempt or is withdrawn leaves.
   *
   * @param exempt what may not be listed any more
   * @return empty if there is no such release or too much happened since
   */
  Optional<Publication> rollBack(long serial, Predicate<Address> exempt, Instant now);

  /** Returns the release at which the list stands still, empty if it goes on. */
  OptionalLong standsStillAt();

  /** Lets the list go on with the next release; returns whether it stood still. */
  boolean resume();

  /** Returns since when changes wait for a person, empty if none do. */
  Optional<Instant> parkedSince();

  /** Lets what is parked go out with the next release, because an operator says so. */
  void approveParked(String by);

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
