package org.tocsin.format;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.tocsin.address.Address;
import org.tocsin.address.Address.Family;

/**
 * One release as the formats see it. Whoever makes it does not change its entries any more.
 *
 * @param session the history of releases that this one belongs to
 * @param serial its number there
 * @param issuedAt when it was made
 * @param entries the listed addresses, each once, IPv4 before IPv6 and numerically
 */
public record ReleaseView(String session, long serial, Instant issuedAt, List<Listed> entries) {

  /** Refuses entries out of order, since aggregation and the canonical text rest on it. */
  public ReleaseView {
    entries = Collections.unmodifiableList(entries);
    for (int i = 1; i < entries.size(); i++) {
      Address before = entries.get(i - 1).address();
      Address address = entries.get(i).address();
      if (before.compareTo(address) >= 0) {
        throw new IllegalArgumentException(address + " follows " + before);
      }
    }
  }

  /** Returns the entries of one family, in the same order. */
  List<Listed> of(Family family) {
    int from = 0;
    int to = entries.size();
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (entries.get(middle).address().family() == Family.IPV4) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return family == Family.IPV4 ? entries.subList(0, from) : entries.subList(from, entries.size());
  }
}
