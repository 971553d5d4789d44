package org.tocsin.agent.decision;

import java.time.Instant;
import java.util.Optional;
import org.tocsin.agent.address.Prefix;

/**
 * Addresses about which nothing is ever decided.
 *
 * @param range the addresses
 * @param reason why, for people
 * @param until when that ends; never without it
 */
public record AllowedRange(Prefix range, String reason, Optional<Instant> until) {

  boolean holds(Instant now) {
    return until.map(now::isBefore).orElse(true);
  }

  /** Whether it and the other have an address in common. */
  public boolean touches(Prefix other) {
    return range.length() <= other.length()
        ? range.contains(other.network())
        : other.contains(range.network());
  }
}
