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

  /** Begins a new session, because the serials of this one have stood for something else. */
  UUID beginSession(Instant now);
}
