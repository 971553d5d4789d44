package org.tocsin.format;

import java.time.Instant;
import org.tocsin.address.Address;

/**
 * One listed address.
 *
 * @param address the address
 * @param scenario what it is listed for; any text, each format sees to its own quoting
 * @param since when this listing began
 * @param expiresAt when it ends
 */
public record Listed(Address address, String scenario, Instant since, Instant expiresAt) {

  /** Refuses a listing that ends before it began, which several consumers would not load. */
  public Listed {
    if (!since.isBefore(expiresAt)) {
      throw new IllegalArgumentException(address + ": the listing ends before it begins");
    }
  }
}
