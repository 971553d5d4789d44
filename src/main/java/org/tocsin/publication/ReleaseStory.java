package org.tocsin.publication;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tocsin.address.Address;

/**
 * Why each release was made, by whom, and what it did, for people who look. Every method joins the
 * caller's transaction.
 */
public interface ReleaseStory {

  /** Why releases are made. */
  enum Cause {
    /** A curation run. */
    RUN,
    /** What a person approved after it had been too much at once. */
    APPROVED,
    /** An address was taken off at once. */
    WITHDRAWAL,
    /** Somebody went back to an older release. */
    ROLLBACK;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A release.
   *
   * @param serial its number
   * @param issuedAt when it was made
   * @param v4 how many IPv4 addresses it has
   * @param v6 how many IPv6 addresses
   * @param joined how many joined with it
   * @param left how many left with it
   * @param why why it was made, as far as that was kept
   */
  record Told(long serial, Instant issuedAt, int v4, int v6, int joined, int left, Why why) {}

  /**
   * Why a release was made.
   *
   * @param cause the cause, empty for those made before it was kept
   * @param backTo which release it goes back to
   * @param by the operators who had it made; empty if it came by itself, or of somebody outside
   * @param reason in their words
   */
  record Why(
      Optional<Cause> cause, Optional<Long> backTo, Optional<String> by, Optional<String> reason) {}

  /** Returns releases, the newest first, from the one before a serial on. */
  List<Told> newest(long before, int limit);

  /** Returns one release. */
  Optional<Told> find(long serial);

  /**
   * An address that joined or left.
   *
   * @param address the address
   * @param scenario what it is or was listed for, if that is still known
   * @param state what it was judged to be when the release was made, if that is still known
   * @param because why
   */
  record Difference(
      Address address,
      Optional<String> scenario,
      Optional<String> state,
      Optional<String> because) {}

  /**
   * Returns what joined or left with a release, in published order behind an address if given;
   * nothing for releases whose changes are forgotten.
   */
  List<Difference> differences(long serial, boolean joined, Optional<Address> after, int limit);

  /** Notes who had a release made, unless that is known; does nothing if it is of another cause. */
  void note(long serial, Cause cause, String by, Optional<String> reason);
}
