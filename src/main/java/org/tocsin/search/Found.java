package org.tocsin.search;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tocsin.address.Address;
import org.tocsin.publication.KeptVerdicts.Served;

/**
 * An address that was looked for.
 *
 * @param address the address
 * @param state what clients are told of it
 * @param score what the votes on it came to, in millionths
 * @param scenario what weighs most
 * @param firstSeen when the first signal that still counts arrived
 * @param lastSeen when the last did
 * @param expiresAt when its listing ends
 * @param serial since which release it is listed for everybody
 */
public record Found(
    Address address,
    Served state,
    long score,
    Optional<String> scenario,
    Optional<Instant> firstSeen,
    Optional<Instant> lastSeen,
    Optional<Instant> expiresAt,
    Optional<Long> serial) {

  /**
   * A part of what was found, in the order of addresses.
   *
   * @param items the part
   * @param next behind which address to go on, empty at the end
   * @param stopped whether the search ended early, because it looked at as much as one search may;
   *     what is asked for may still come behind {@code next}
   */
  public record Page(List<Found> items, Optional<Address> next, boolean stopped) {
    /** Copies the list. */
    public Page {
      items = List.copyOf(items);
    }
  }
}
