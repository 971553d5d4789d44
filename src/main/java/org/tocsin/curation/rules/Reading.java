package org.tocsin.curation.rules;

import java.time.Instant;
import java.util.List;
import org.tocsin.curation.Rules;

/**
 * Rules as they were read, and what they say about themselves.
 *
 * @param rules the rules
 * @param expiries until when each allowlist that says so is fresh
 */
public record Reading(Rules rules, List<AllowlistExpiry> expiries) {

  /** Copies the list. */
  public Reading {
    expiries = List.copyOf(expiries);
  }

  /** Returns the allowlists that are in force, but past their time. */
  public List<AllowlistExpiry> staleAt(Instant now) {
    return expiries.stream().filter(expiry -> expiry.isStaleAt(now)).toList();
  }
}
