package org.tocsin.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.tocsin.address.Address;
import org.tocsin.address.Address.Family;
import org.tocsin.publication.ReleaseHistory;
import org.tocsin.publication.ReleaseSets;

/**
 * One release of any size, one address in twenty of IPv6. Each reading makes all objects anew, as
 * reading them from a database does.
 */
final class MadeListings implements ReleaseSets {

  static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

  private static final int ONE_IN = 20;
  private static final long PREFIX = 0x2a01_04f9_0000_0000L;
  private static final List<String> NAMES =
      List.of("ssh-bf", "http-probing", "http-cve-probing", "postfix-spam", "smb-bf", "mysql-bf");

  private final long[] v4;
  private final int v6;

  MadeListings(int addresses) {
    this.v6 = addresses / ONE_IN;
    this.v4 =
        LongStream.range(0, addresses - v6)
            .mapToObj(PublicAddresses::text)
            .mapToLong(text -> Address.parse(text).orElseThrow().low())
            .sorted()
            .toArray();
  }

  @Override
  public Newest newest() {
    return new Newest(new UUID(1, 1), 1);
  }

  @Override
  public List<Address> set() {
    List<Address> set = new ArrayList<>(v4.length + v6);
    Arrays.stream(v4).forEach(low -> set.add(new Address(Family.IPV4, 0, low)));
    LongStream.range(0, v6).forEach(i -> set.add(new Address(Family.IPV6, PREFIX + i * 977, 1)));
    return set;
  }

  /** Returns the set with what is told of each address. */
  List<ReleaseHistory.Listing> listings() {
    List<ReleaseHistory.Listing> listings = new ArrayList<>(v4.length + v6);
    for (Address address : set()) {
      int number = listings.size();
      listings.add(
          new ReleaseHistory.Listing(
              address,
              "crowdsecurity/" + NAMES.get(number % NAMES.size()),
              NOW.minus(Duration.ofMinutes(number * 7919L % 4_000)),
              NOW.plus(Duration.ofMinutes(60 + number * 104_729L % 4_000)),
              0));
    }
    return listings;
  }

  @Override
  public long serialAt(Instant instant) {
    return instant.isBefore(NOW) ? 0 : 1;
  }

  @Override
  public List<Change> changes(long after, long upTo) {
    return set().stream().map(address -> new Change(address, 1, true)).toList();
  }

  @Override
  public UUID beginSession(Instant at) {
    throw new UnsupportedOperationException("this list never goes back");
  }
}
