package org.tocsin.address;

import java.util.Optional;
import org.tocsin.address.Address.Family;

/**
 * Addresses of one family from one to another.
 *
 * @param first the lowest
 * @param last the highest, itself included
 */
public record Span(Address first, Address last) {

  /** Refuses an end before the beginning, and two families. */
  public Span {
    if (first.family() != last.family() || first.compareTo(last) > 0) {
      throw new IllegalArgumentException("a span ends where it begins or later");
    }
  }

  /** Returns every address of a family. */
  public static Span all(Family family) {
    return of(new Prefix(new Address(family, 0, 0), 0));
  }

  /** Returns the addresses of a range. */
  public static Span of(Prefix range) {
    Address first = range.network();
    int length = range.length();
    if (first.family() == Family.IPV4) {
      return new Span(
          first, new Address(Family.IPV4, 0, first.low() | (0xffffffffL >>> length & 0xffffffffL)));
    }
    long high = length >= 64 ? first.high() : first.high() | -1L >>> length;
    long low =
        length <= 64 ? -1L : length == 128 ? first.low() : first.low() | -1L >>> (length - 64);
    return new Span(first, new Address(Family.IPV6, high, low));
  }

  /** Returns what lies in both. */
  public Optional<Span> and(Span other) {
    Address from = first.compareTo(other.first) >= 0 ? first : other.first;
    Address to = last.compareTo(other.last) <= 0 ? last : other.last;
    return from.family() == to.family() && from.compareTo(to) <= 0
        ? Optional.of(new Span(from, to))
        : Optional.empty();
  }
}
