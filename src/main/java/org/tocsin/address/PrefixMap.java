package org.tocsin.address;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Ranges with a value each, looked up by address. Immutable and thread-safe. A look-up costs one
 * hash probe for each prefix length in use, whatever the number of ranges.
 *
 * @param <V> what a range carries
 */
public final class PrefixMap<V> {

  private final Map<Prefix, V> values;
  private final int[] ipv4Lengths;
  private final int[] ipv6Lengths;

  /** Copies the ranges. */
  public PrefixMap(Map<Prefix, V> ranges) {
    this.values = new HashMap<>(ranges);
    this.ipv4Lengths = lengths(Address.Family.IPV4);
    this.ipv6Lengths = lengths(Address.Family.IPV6);
  }

  private int[] lengths(Address.Family family) {
    TreeSet<Integer> longestFirst = new TreeSet<>((a, b) -> Integer.compare(b, a));
    for (Prefix prefix : values.keySet()) {
      if (prefix.network().family() == family) {
        longestFirst.add(prefix.length());
      }
    }
    return longestFirst.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Returns the value of the smallest range that holds the address. */
  public Optional<V> mostSpecific(Address address) {
    for (int length : address.family() == Address.Family.IPV4 ? ipv4Lengths : ipv6Lengths) {
      V value = values.get(new Prefix(Prefix.masked(address, length), length));
      if (value != null) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  /** Returns the values of all ranges that hold the address, of the smallest range first. */
  public List<V> all(Address address) {
    List<V> found = new ArrayList<>(0);
    for (int length : address.family() == Address.Family.IPV4 ? ipv4Lengths : ipv6Lengths) {
      V value = values.get(new Prefix(Prefix.masked(address, length), length));
      if (value != null) {
        found.add(value);
      }
    }
    return found;
  }
}
