package org.tocsin.address;

import static org.assertj.core.api.Assertions.assertThat;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.tocsin.address.Address.Family;

/** What holds for all addresses, by comparison with a second implementation. */
final class AddressPropertiesTest {

  @Provide
  Arbitrary<Address> addresses() {
    return Arbitraries.oneOf(ipv4(), ipv6());
  }

  private static Arbitrary<Address> ipv4() {
    return Arbitraries.longs()
        .between(0, 0xffffffffL)
        .edgeCases(edges -> edges.add(0L, 0x7fffffffL, 0x80000000L, 0xffffffffL))
        .map(bits -> new Address(Family.IPV4, 0, bits));
  }

  /** Many zero groups, since that is where texts of IPv6 differ. */
  private static Arbitrary<Address> ipv6() {
    Arbitrary<Long> half =
        Arbitraries.integers()
            .between(0, 0xffff)
            .injectDuplicates(0.1)
            .flatMap(group -> Arbitraries.of(0, 0, 0, 1, group))
            .list()
            .ofSize(4)
            .map(AddressPropertiesTest::bits);
    return Combinators.combine(half, half).as((high, low) -> new Address(Family.IPV6, high, low));
  }

  private static long bits(List<Integer> groups) {
    long bits = 0;
    for (int group : groups) {
      bits = bits << 16 | group;
    }
    return bits;
  }

  private static IPAddress other(Address address) {
    return new IPAddressString(address.toString()).getAddress();
  }

  @Property
  void readsBackWhatItWrites(@ForAll("addresses") Address address) {
    assertThat(Address.parse(address.toString())).contains(address);
  }

  @Property
  void writesTheBytesTheOtherImplementationReads(@ForAll("addresses") Address address) {
    assertThat(other(address).getBytes()).isEqualTo(address.bytes());
  }

  @Property
  void writesCanonicalText(@ForAll("addresses") Address address) {
    assertThat(address).hasToString(other(address).toCanonicalString());
  }

  @Property
  void readsEveryOtherSpelling(@ForAll("addresses") Address address) {
    IPAddress other = other(address);
    if (other.isIPv4()) {
      assertThat(Address.parse(other.toIPv4().getIPv4MappedAddress().toFullString()))
          .contains(address);
      return;
    }
    assertThat(
            List.of(
                other.toFullString(),
                other.toFullString().toUpperCase(java.util.Locale.ROOT),
                other.toNormalizedString(),
                other.toIPv6().toMixedString()))
        .allSatisfy(text -> assertThat(Address.parse(text)).contains(address));
  }

  @Property
  void readsNothingThatTheOtherImplementationDoesNot(@ForAll("scribbles") String text) {
    IPAddressString other = new IPAddressString(text);

    Address.parse(text)
        .ifPresent(read -> assertThat(other.getAddress().getBytes()).isEqualTo(read.bytes()));
  }

  @Provide
  Arbitrary<String> scribbles() {
    return Arbitraries.strings().withChars("0123af:.:").ofMinLength(1).ofMaxLength(24);
  }

  @Property
  void sortsIpv4FirstAndThenByNumber(
      @ForAll("addresses") Address a, @ForAll("addresses") Address b) {
    Comparator<Address> expected =
        Comparator.<Address, Integer>comparing(x -> x.bytes().length)
            .thenComparing(x -> new BigInteger(1, x.bytes()));

    assertThat(Integer.signum(a.compareTo(b))).isEqualTo(Integer.signum(expected.compare(a, b)));
    assertThat(a.compareTo(b) == 0).isEqualTo(a.equals(b));
  }

  @Property
  void masksAndContainsLikeTheOtherImplementation(
      @ForAll("addresses") Address inside,
      @ForAll("addresses") Address any,
      @ForAll @IntRange(max = 128) int wanted) {
    int length = Math.min(wanted, inside.family().bits());
    Prefix prefix = new Prefix(Prefix.masked(inside, length), length);
    IPAddress other = new IPAddressString(prefix.toString()).getAddress();

    assertThat(prefix.contains(inside)).isTrue();
    assertThat(prefix.contains(any)).isEqualTo(other.contains(other(any)));
    assertThat(prefix.network().bytes()).isEqualTo(other.getLower().getBytes());
    assertThat(Prefix.read(prefix.toString())).isEqualTo(new Prefix.Reading.Accepted(prefix));
  }

  @Property
  void findsTheSmallestRangeAroundAnAddress(
      @ForAll("addresses") Address address,
      @ForAll @Size(max = 12) List<@IntRange(max = 128) Integer> lengths,
      @ForAll("addresses") Address elsewhere) {
    Map<Prefix, Integer> ranges = new HashMap<>();
    for (int wanted : lengths) {
      for (Address around : List.of(address, elsewhere)) {
        int length = Math.min(wanted, around.family().bits());
        ranges.put(new Prefix(Prefix.masked(around, length), length), length);
      }
    }
    Optional<Integer> longest =
        ranges.entrySet().stream()
            .filter(range -> range.getKey().contains(address))
            .map(Map.Entry::getValue)
            .max(Comparator.naturalOrder());

    assertThat(new PrefixMap<>(ranges).mostSpecific(address)).isEqualTo(longest);
  }
}
