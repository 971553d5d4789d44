package org.tocsin.taxii;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.tocsin.address.Address;
import org.tocsin.publication.ReleaseHistory;

/** A list that changes by releases, without a database. */
final class MadeUpList {

  static final String SESSION = "7e1e2c1e-93f5-4b51-8d3f-2a6f7f3f7f10";

  private final Map<Address, ReleaseHistory.Listing> listed = new TreeMap<>();
  private final List<ReleaseHistory.Departure> departed = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-23T00:00:00Z");
  private long serial;

  static Address address(int number) {
    return Address.parse(number % 3 == 0 ? "2a01:4f9::" + number : "45.93.0." + number)
        .orElseThrow();
  }

  Instant now() {
    return now;
  }

  /** Makes a release in which an address joins if it is away, and leaves if it is there. */
  MadeUpList release(Duration later, int... numbers) {
    now = now.plus(later);
    serial++;
    for (int number : numbers) {
      Address address = address(number);
      ReleaseHistory.Listing before = listed.remove(address);
      if (before == null) {
        String scenario = number % 2 == 0 ? "t/even" : "t/odd";
        listed.put(
            address,
            new ReleaseHistory.Listing(
                address, scenario, now, now.plus(Duration.ofDays(3)), number * 1_000_000L));
      } else {
        departed.add(new ReleaseHistory.Departure(address, before.scenario(), before.since(), now));
      }
    }
    return this;
  }

  /** Makes a release that changes some of a few addresses. */
  void release(Random random) {
    Duration later = Duration.ofMillis(1 + random.nextInt(20_000_000));
    release(later, random.ints(0, 40).distinct().limit(1 + random.nextInt(20)).toArray());
  }

  Shelf shelf() {
    return Shelf.of(SESSION, serial, List.copyOf(listed.values()), departed);
  }
}
