package org.tocsin.distribution;

import java.time.Duration;
import java.util.List;
import org.tocsin.address.Address;

/**
 * What clients are told of a release for the next minutes.
 *
 * @param serial the release's number
 * @param entries what they enforce
 * @param withdrawn what they stop enforcing before they were told they would
 */
public record Deliverable(long serial, List<Entry> entries, List<Address> withdrawn) {

  /** Copies the lists. */
  public Deliverable {
    entries = List.copyOf(entries);
    withdrawn = List.copyOf(withdrawn);
  }

  /**
   * One address to enforce.
   *
   * @param address the address
   * @param scenario what it is listed for
   * @param remaining for how long, in whole seconds
   */
  public record Entry(Address address, String scenario, Duration remaining) {}
}
