package org.tocsin.publication;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.tocsin.address.Address;

/** The releases that were made, newest and past. Every method joins the caller's transaction. */
public interface ReleaseHistory {

  /**
   * Which release is the newest.
   *
   * @param session within which serials count
   * @param serial its number; 0 before the first
   */
  record Newest(UUID session, long serial) {}

  /** Returns which release is the newest. */
  Newest newest();

  /** Returns how many of a release's additions a person approved, being too many at once. */
  int approved(long serial);

  /**
   * A release as it was made.
   *
   * @param serial its number
   * @param issuedAt when
   * @param v4 how many IPv4 addresses it has
   * @param v6 how many IPv6 addresses
   * @param joined how many joined with it
   * @param left how many left with it
   */
  record Made(long serial, Instant issuedAt, int v4, int v6, int joined, int left) {}

  /** Returns releases, the newest first, from the one before a serial on. */
  List<Made> made(long before, int limit);

  /** Returns the set of the newest release in published order. */
  List<Address> set();

  /**
   * A listed address.
   *
   * @param address the address
   * @param scenario what it is listed for
   * @param since when the release was made with which it joined
   * @param expiresAt when its listing ends
   * @param score what the votes came to when it was judged last, in millionths; 0 if that is not
   *     known
   */
  record Listing(Address address, String scenario, Instant since, Instant expiresAt, long score) {}

  /** Returns the set of the newest release with what is told of each address. */
  List<Listing> listings();

  /** Returns the number of the release that was the newest at an instant; 0 before the first. */
  long serialAt(Instant instant);

  /**
   * What last happened to an address.
   *
   * @param address the address
   * @param added whether it joined rather than left
   */
  record Change(Address address, boolean added) {}

  /**
   * Returns what last happened to each address that joined or left after one release, up to and
   * including another, in published order.
   */
  List<Change> lastChanges(long after, long upTo);

  /**
   * A listing that ended.
   *
   * @param address the address
   * @param scenario what it was listed for
   * @param since when the release was made with which it had joined
   * @param left when the release was made with which it left
   */
  record Departure(Address address, String scenario, Instant since, Instant left) {}

  /**
   * Returns every listing that ended after a release, whether or not its address came back since.
   */
  List<Departure> departed(long after);

  /** Begins a new session, because the serials of this one have stood for something else. */
  UUID beginSession(Instant now);
}
