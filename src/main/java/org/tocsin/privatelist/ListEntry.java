package org.tocsin.privatelist;

import java.time.Instant;
import java.util.Optional;
import org.tocsin.address.Prefix;

/**
 * A value of a list.
 *
 * @param value the address, as the range of this one, or the range
 * @param comment why, for people
 * @param expiresAt when it ends, empty for never
 */
public record ListEntry(Prefix value, Optional<String> comment, Optional<Instant> expiresAt) {

  /** Returns an address for an address and {@code network/length} for a range. */
  public static String text(Prefix value) {
    return value.length() == value.network().family().bits()
        ? value.network().toString()
        : value.toString();
  }
}
