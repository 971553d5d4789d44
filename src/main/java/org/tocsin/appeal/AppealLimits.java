package org.tocsin.appeal;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;

/**
 * Bounds how many appeals a day operators get, of one neighbourhood and overall. Where appeals come
 * from is counted in memory only and written nowhere. Thread-safe.
 */
@ApplicationScoped
class AppealLimits {

  static final int OF_A_RANGE = 10;
  static final int OVERALL = 1_000;

  private static final int IPV4_RANGE = 24;
  private static final int IPV6_RANGE = 48;

  /** Never more entries than appeals were admitted. */
  private final Map<Optional<Prefix>, Integer> today = new HashMap<>();

  private Instant day = Instant.MIN;
  private int admitted;

  /** Counts an appeal and returns empty, or returns how long to wait before the next one. */
  synchronized Optional<Duration> admit(Optional<Address> from, Instant now) {
    Instant current = now.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).toInstant();
    if (current.isAfter(day)) {
      day = current;
      today.clear();
      admitted = 0;
    }
    Optional<Prefix> range = from.map(AppealLimits::range);
    if (admitted >= OVERALL || today.getOrDefault(range, 0) >= OF_A_RANGE) {
      return Optional.of(Duration.between(now, day.plus(1, ChronoUnit.DAYS)));
    }
    admitted++;
    today.merge(range, 1, Integer::sum);
    return Optional.empty();
  }

  private static Prefix range(Address address) {
    return Prefix.around(
        address, address.family() == Address.Family.IPV4 ? IPV4_RANGE : IPV6_RANGE);
  }
}
