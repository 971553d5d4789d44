package org.tocsin.address;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Addresses that cannot be the public source of an attack: the IANA special-purpose registries of
 * IPv4 and IPv6, multicast and reserved space. Source:
 * iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry. Translation
 * prefixes (NAT64, 6to4, Teredo) are among them: they carry somebody's IPv4 address inside, and a
 * listing of the outside would not be that somebody.
 */
final class SpecialPurpose {

  private static final PrefixMap<String> RANGES = new PrefixMap<>(ranges());
  private static final List<Prefix> NETWORKS = List.copyOf(ranges().keySet());
  private static final boolean[] TOUCHED_OCTETS = touchedOctets();

  private SpecialPurpose() {}

  /** Returns what the address is reserved for, empty for a public address. */
  static Optional<String> of(Address address) {
    // Only 2000::/3 is handed out as global unicast, so the rest of IPv6 needs no list that ages.
    if (address.family() == Address.Family.IPV6 && address.high() >>> 61 != 1) {
      return Optional.of("outside IPv6 global unicast");
    }
    if (address.family() == Address.Family.IPV4 && !TOUCHED_OCTETS[(int) (address.low() >>> 24)]) {
      return Optional.empty();
    }
    return RANGES.mostSpecific(address);
  }

  /** Returns whether any address of the range is special. */
  static boolean touches(Prefix range) {
    return of(range.network()).isPresent()
        || (range.network().family() == Address.Family.IPV6 && range.length() < 3)
        || NETWORKS.stream().anyMatch(special -> range.contains(special.network()));
  }

  /** First octets of which some address is special: most addresses need no further look. */
  private static boolean[] touchedOctets() {
    boolean[] touched = new boolean[256];
    for (Prefix range : ranges().keySet()) {
      if (range.network().family() == Address.Family.IPV4) {
        int first = (int) (range.network().low() >>> 24);
        int last = first + (range.length() < 8 ? (1 << (8 - range.length())) - 1 : 0);
        Arrays.fill(touched, first, last + 1, true);
      }
    }
    return touched;
  }

  private static Map<Prefix, String> ranges() {
    Map<Prefix, String> ranges = new LinkedHashMap<>();
    put(ranges, "this network", "0.0.0.0/8");
    put(ranges, "private", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16");
    put(ranges, "carrier-grade NAT", "100.64.0.0/10");
    put(ranges, "loopback", "127.0.0.0/8");
    put(ranges, "link-local", "169.254.0.0/16");
    put(ranges, "protocol assignments", "192.0.0.0/24", "2001::/23");
    put(
        ranges,
        "documentation",
        "192.0.2.0/24",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "2001:db8::/32",
        "3fff::/20");
    put(ranges, "AS112 redirection", "192.31.196.0/24", "192.175.48.0/24", "2620:4f:8000::/48");
    put(ranges, "automatic multicast tunnelling", "192.52.193.0/24");
    put(ranges, "6to4 translation", "192.88.99.0/24", "2002::/16");
    put(ranges, "benchmarking", "198.18.0.0/15");
    put(ranges, "multicast", "224.0.0.0/4");
    put(ranges, "reserved", "240.0.0.0/4");
    return ranges;
  }

  private static void put(Map<Prefix, String> ranges, String purpose, String... texts) {
    for (String text : texts) {
      int slash = text.indexOf('/');
      Address network = Address.parse(text.substring(0, slash)).orElseThrow();
      ranges.put(new Prefix(network, Integer.parseInt(text.substring(slash + 1))), purpose);
    }
  }
}
