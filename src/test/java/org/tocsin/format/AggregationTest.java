package org.tocsin.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.tocsin.address.Address;
import org.tocsin.address.Address.Family;
import org.tocsin.address.Prefix;

final class AggregationTest {

  /** Crowded, so that runs of every length and alignment occur, also over a border of 64 bits. */
  @Provide
  static Arbitrary<Set<Address>> crowds() {
    Arbitrary<Integer> offset = Arbitraries.integers().between(0, 40);
    Arbitrary<Address> ipv4 =
        Combinators.combine(Arbitraries.of(0L, 0x09090800L, 0xffffffd7L), offset)
            .as((start, at) -> new Address(Family.IPV4, 0, start + at));
    Arbitrary<Address> ipv6 =
        Combinators.combine(Arbitraries.of(0L, 0x100L, -20L), offset)
            .as(
                (start, at) ->
                    new Address(
                        Family.IPV6,
                        start < 0 && start + at >= 0 ? 0x2a00000000000001L : 0x2a00000000000000L,
                        start + at));
    return Arbitraries.oneOf(ipv4, ipv6).set().ofMinSize(0).ofMaxSize(120);
  }

  @Property
  void prefixesHoldExactlyTheSet(@ForAll("crowds") Set<Address> addresses) throws IOException {
    List<Address> expanded = new ArrayList<>();
    for (Prefix prefix : aggregated(addresses)) {
      expanded.addAll(expand(prefix));
    }

    assertThat(expanded).containsExactlyElementsOf(new TreeSet<>(addresses));
  }

  @Property
  void noTwoSiblingsAreLeft(@ForAll("crowds") Set<Address> addresses) throws IOException {
    Set<Prefix> prefixes = new HashSet<>(aggregated(addresses));

    for (Prefix prefix : prefixes) {
      Prefix parent = Prefix.around(prefix.network(), prefix.length() - 1);
      assertThat(prefixes.stream().filter(other -> !other.equals(prefix)))
          .noneMatch(
              other -> other.length() == prefix.length() && parent.contains(other.network()));
    }
  }

  @Property
  void prefixesAreInOrder(@ForAll("crowds") Set<Address> addresses) throws IOException {
    assertThat(aggregated(addresses)).isSorted();
  }

  @Test
  void aSingleAddressHasNoLength() {
    assertThat(cidr("1.2.3.4", "2a00::1")).containsExactly("1.2.3.4", "2a00::1");
  }

  @Test
  void neighboursThatAreNoSiblingsStayApart() {
    assertThat(cidr("9.9.8.255", "9.9.9.0")).containsExactly("9.9.8.255", "9.9.9.0");
  }

  @Test
  void theEndsOfTheAddressSpaceAreNoNeighbours() {
    String last = "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff";
    assertThat(cidr("0.0.0.0", "255.255.255.255", "::", last))
        .containsExactly("0.0.0.0", "255.255.255.255", "::", last);
    assertThat(cidr("255.255.255.254", "255.255.255.255")).containsExactly("255.255.255.254/31");
  }

  @Test
  void aRunGoesOnOverTheMiddleOfAnIpv6Address() {
    assertThat(cidr("2a00::ffff:ffff:ffff:fffe", "2a00::ffff:ffff:ffff:ffff", "2a00:0:0:1::"))
        .containsExactly("2a00::ffff:ffff:ffff:fffe/127", "2a00:0:0:1::");
  }

  private static List<String> cidr(String... addresses) {
    List<Address> parsed = new ArrayList<>();
    for (String address : addresses) {
      parsed.add(Releases.address(address));
    }
    return Releases.text(Format.CIDR::write, Releases.of(parsed, "a")).lines().toList();
  }

  private static List<Prefix> aggregated(Set<Address> addresses) throws IOException {
    List<Prefix> prefixes = new ArrayList<>();
    Aggregation.of(Releases.of(addresses, "a").entries(), prefixes::add);
    return prefixes;
  }

  private static List<Address> expand(Prefix prefix) {
    List<Address> held = new ArrayList<>();
    Address network = prefix.network();
    for (long i = 0; i < 1L << (network.family().bits() - prefix.length()); i++) {
      held.add(new Address(network.family(), network.high(), network.low() + i));
    }
    return held;
  }
}
