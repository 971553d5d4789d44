package org.tocsin.publication;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.tocsin.address.Address;

/**
 * Which addresses each release has, for whoever copies them elsewhere. Every method joins the
 * caller's transaction.
 */
public interface ReleaseSets {

  /**
   * Which release is the newest.
   *
   * @param session within which serials count
   * @param serial its number; 0 before the first
   */
  record Newest(UUID session, long serial) {}

  /** Returns which release is the newest. */
  Newest newest();

  /** Returns the set of the newest release in published order. */
  List<Address> set();

  /** Returns the number of the release that was the newest at an instant; 0 before the first. */
  long serialAt(Instant instant);

  /**
   * What a release did to an address.
   *
   * @param address the address
   * @param serial the release
   * @param added whether it joined rather than left
   */
  record Change(Address address, long serial, boolean added) {}

  /**
   * Returns what happened after one release, up to and including another, in published order of
   * address, and of one address from the first to the last.
   */
  List<Change> changes(long after, long upTo);

  /** Begins a new session, because the serials of this one have stood for something else. */
  UUID beginSession(Instant now);
}
