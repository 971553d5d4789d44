package org.tocsin.publication;

import java.util.List;
import org.tocsin.address.Address;

/**
 * What is listed for one organisation, beside what is listed for everybody.
 *
 * @param serial the newest release when this was read
 * @param change the newest change of scoped listings when this was read
 * @param entries the listed addresses in published order
 * @param withdrawn addresses that left before the organisation's clients were told they would; some
 *     of them may be listed for everybody by now
 */
public record ScopedList(
    long serial, long change, List<PublishedList.Entry> entries, List<Address> withdrawn) {

  /** Copies the lists. */
  public ScopedList {
    entries = List.copyOf(entries);
    withdrawn = List.copyOf(withdrawn);
  }
}
