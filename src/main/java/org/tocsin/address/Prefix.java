package org.tocsin.address;

import java.util.Optional;
import org.tocsin.address.Address.Family;

/**
 * A network: an address without host bits, and how many of its leading bits count.
 *
 * @param network the lowest address of the range
 * @param length the prefix length in bits
 */
public record Prefix(Address network, int length) implements Comparable<Prefix> {

  /** Refuses host bits and lengths that the family does not have. */
  public Prefix {
    if (length < 0 || length > network.family().bits()) {
      throw new IllegalArgumentException("prefix length out of range");
    }
    if (!masked(network, length).equals(network)) {
      throw new IllegalArgumentException("host bits are set");
    }
  }

  /** Why a text is not a prefix, or the prefix. */
  public sealed interface Reading {
    /** The text is this prefix. */
    record Accepted(Prefix prefix) implements Reading {}

    /** The text is not a prefix; {@code problem} completes the sentence "X: ...". */
    record Refused(String problem) implements Reading {}
  }

  /**
   * Reads {@code address} or {@code address/length} without host bits; a lone address is its host
   * prefix.
   */
  public static Reading read(String text) {
    int slash = text.indexOf('/');
    Optional<Address> parsed = Address.parse(slash < 0 ? text : text.substring(0, slash));
    if (parsed.isEmpty()) {
      return new Reading.Refused("not an IP address or range");
    }
    Address address = parsed.get();
    if (slash < 0) {
      return new Reading.Accepted(host(address));
    }
    int length = lengthOf(text.substring(slash + 1), address.family());
    if (length < 0) {
      return new Reading.Refused(
          "the part behind / must be a number from 0 to " + address.family().bits());
    }
    Address network = masked(address, length);
    if (!network.equals(address)) {
      return new Reading.Refused("host bits are set, did you mean " + network + "/" + length);
    }
    return new Reading.Accepted(new Prefix(address, length));
  }

  private static int lengthOf(String digits, Family family) {
    if (!digits.matches("0|[1-9][0-9]{0,2}")) {
      return -1;
    }
    int length = Integer.parseInt(digits);
    return length <= family.bits() ? length : -1;
  }

  /** Returns the prefix that holds this one address. */
  public static Prefix host(Address address) {
    return new Prefix(address, address.family().bits());
  }

  /** Returns the range of this length that holds the address. */
  public static Prefix around(Address address, int length) {
    return new Prefix(masked(address, length), length);
  }

  /** Returns whether the address lies in this range. */
  public boolean contains(Address address) {
    return address.family() == network.family() && masked(address, length).equals(network);
  }

  /** Returns whether every address in this range {@linkplain Address#isPublic() is public}. */
  public boolean isPublic() {
    return !SpecialPurpose.touches(this);
  }

  static Address masked(Address address, int length) {
    if (address.family() == Family.IPV4) {
      return new Address(Family.IPV4, 0, address.low() & ~(0xffffffffL >>> length) & 0xffffffffL);
    }
    long high = length >= 64 ? address.high() : address.high() & ~(-1L >>> length);
    long low =
        length <= 64 ? 0 : length == 128 ? address.low() : address.low() & ~(-1L >>> (length - 64));
    return new Address(Family.IPV6, high, low);
  }

  @Override
  public int compareTo(Prefix other) {
    int byNetwork = network.compareTo(other.network);
    return byNetwork != 0 ? byNetwork : Integer.compare(length, other.length);
  }

  /** Returns {@code network/length}. */
  @Override
  public String toString() {
    return network + "/" + length;
  }
}
