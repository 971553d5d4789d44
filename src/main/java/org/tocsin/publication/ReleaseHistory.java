package org.tocsin.publication;

import java.time.Instant;
import java.util.List;
import org.tocsin.address.Address;

/**
 * What is told of the releases that were made, newest and past, beside the addresses of each. Every
 * method joins the caller's transaction.
 */
public interface ReleaseHistory {

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
}
