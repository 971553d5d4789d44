package org.tocsin.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Ranges of addresses, none of which may be listed. */
public final class Ranges {

  private static final int BITS_4 = 32;
  private static final int BITS_6 = 128;

  /** The last address of each range by its first; ranges within others are left out. */
  private final TreeMap<Ip, Ip> ranges = new TreeMap<>();

  private record Range(Ip first, Ip last) {}

  private Ranges(List<Range> all) {
    List<Range> sorted = new ArrayList<>(all);
    // The widest of those that begin at one address comes first, so that it holds the others.
    sorted.sort(
        (one, other) -> {
          int byFirst = one.first.compareTo(other.first);
          return byFirst != 0 ? byFirst : other.last.compareTo(one.last);
        });
    for (Range range : sorted) {
      if (!holds(range.first)) {
        ranges.put(range.first, range.last);
      }
    }
  }

  /** Returns no ranges. */
  public static Ranges none() {
    return new Ranges(List.of());
  }

  /**
   * Reads ranges.
   *
   * @param texts {@code ADDRESS/LENGTH} or {@code ADDRESS}, in canonical text
   * @throws IllegalArgumentException if one is no range
   */
  public static Ranges of(Collection<String> texts) {
    return new Ranges(texts.stream().map(Ranges::range).toList());
  }

  private static Range range(String text) {
    int slash = text.indexOf('/');
    Optional<Ip> address = Ip.canonical(slash < 0 ? text : text.substring(0, slash));
    String digits = slash < 0 ? "" : text.substring(slash + 1);
    if (address.isEmpty() || !digits.matches("[0-9]{0,3}") || digits.isEmpty() == slash >= 0) {
      throw new IllegalArgumentException(Quoted.of(text) + " is no range");
    }
    int bits = address.get().six() ? BITS_6 : BITS_4;
    int length = slash < 0 ? bits : Integer.parseInt(digits);
    if (length > bits || !address.get().lowest(length).equals(address.get())) {
      throw new IllegalArgumentException(Quoted.of(text) + " is no range");
    }
    return new Range(address.get(), address.get().highest(length));
  }

  boolean holds(Ip address) {
    Map.Entry<Ip, Ip> range = ranges.floorEntry(address);
    return range != null && address.compareTo(range.getValue()) <= 0;
  }

  int size() {
    return ranges.size();
  }
}
