package org.tocsin.distribution;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
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
   * Returns the list for somebody who never enforces some addresses. They are withdrawn, for they
   * may have been enforced before.
   */
  public Deliverable without(Predicate<Address> never) {
    List<Entry> kept = new ArrayList<>();
    List<Address> gone = new ArrayList<>(withdrawn);
    for (Entry entry : entries) {
      if (never.test(entry.address())) {
        gone.add(entry.address());
      } else {
        kept.add(entry);
      }
    }
    return new Deliverable(serial, kept, gone);
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
