package org.tocsin.curation.rules;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Until when an allowlist was promised to be right. It stays in force afterwards: dropping a
 * protection because nobody looked would be worse than a stale one.
 *
 * @param file the allowlist
 * @param expiresOn the day from whose beginning, in UTC, it is stale
 */
public record AllowlistExpiry(String file, LocalDate expiresOn) {

  /** Returns whether somebody has to look at it. */
  public boolean isStaleAt(Instant now) {
    return !now.isBefore(expiresOn.atStartOfDay(ZoneOffset.UTC).toInstant());
  }
}
