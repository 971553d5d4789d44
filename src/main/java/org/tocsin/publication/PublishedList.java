package org.tocsin.publication;

import java.time.Instant;
import java.util.List;
import org.tocsin.address.Address;

/** The set of one release, as it stands in the database. Immutable. */
public final class PublishedList {

  /**
   * A listed address.
   *
   * @param address the address
   * @param scenario what it is listed for
   * @param expiresAt when its listing ends
   */
  public record Entry(Address address, String scenario, Instant expiresAt) {}

  private final long serial;
  private final List<Entry> entries;
  private final List<Address> withdrawn;

  PublishedList(long serial, List<Entry> entries, List<Address> withdrawn) {
    this.serial = serial;
    this.entries = List.copyOf(entries);
    this.withdrawn = List.copyOf(withdrawn);
  }

  /** Returns the release's number; 0 before the first. */
  public long serial() {
    return serial;
  }

  /** Returns the listed addresses in published order. */
  public List<Entry> entries() {
    return entries;
  }

  /** Returns addresses that left before clients were told they would. */
  public List<Address> withdrawn() {
    return withdrawn;
  }
}
