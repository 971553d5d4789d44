package org.tocsin.agent.address;

import java.util.Optional;
import org.tocsin.agent.address.Address.Family;

/**
 * A range of addresses.
 *
 * @param network its lowest address
 * @param length how many leading bits its addresses share
 */
public record Prefix(Address network, int length) {

  /** Reads {@code address/length}; host bits are dropped, as rules often have them. */
  public static Optional<Prefix> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    return Address.parse(text.substring(0, slash))
        .flatMap(address -> around(address, text.substring(slash + 1)));
  }

  /** The range of this many bits, written in decimal, that holds the address. */
  public static Optional<Prefix> around(Address address, String bits) {
    if (!bits.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(bits) > address.family().bits()) {
      return Optional.empty();
    }
    return Optional.of(around(address, Integer.parseInt(bits)));
  }

  /** The range of this many bits that holds the address. */
  public static Prefix around(Address address, int bits) {
    return new Prefix(masked(address, bits), bits);
  }

  /** Whether the address lies in this range; never across families. */
  public boolean contains(Address address) {
    return address.family() == network.family() && masked(address, length).equals(network);
  }

  /** Returns the canonical text: a range that is one address has no length. */
  public String canonical() {
    return length == network.family().bits() ? network.toString() : toString();
  }

  private static Address masked(Address address, int length) {
    if (address.family() == Family.IPV4) {
      return new Address(Family.IPV4, 0, address.low() & ~(0xffffffffL >>> length) & 0xffffffffL);
    }
    long high = length >= 64 ? address.high() : address.high() & ~(-1L >>> length);
    long low =
        length <= 64 ? 0 : length == 128 ? address.low() : address.low() & ~(-1L >>> (length - 64));
    return new Address(Family.IPV6, high, low);
  }

  @Override
  public String toString() {
    return network + "/" + length;
  }
}
