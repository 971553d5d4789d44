package org.tocsin.address;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One IP address. IPv4 sorts before IPv6, then numerically, which is the order of published lists.
 *
 * @param family the family; an IPv4-mapped IPv6 address never reaches this record as IPv6
 * @param high the upper 64 bits of an IPv6 address, 0 for IPv4
 * @param low the lower 64 bits of an IPv6 address, or the 32 bits of an IPv4 address
 */
public record Address(Family family, long high, long low) implements Comparable<Address> {

  private static final long IPV4_MAPPED_MARK = 0xffffL;

  /**
   * Folds an IPv4-mapped address and refuses stray IPv4 bits, so that equal addresses are equal
   * values.
   */
  public Address {
    if (family == Family.IPV6 && high == 0 && low >>> 32 == IPV4_MAPPED_MARK) {
      family = Family.IPV4;
      low = low & 0xffffffffL;
    }
    if (family == Family.IPV4 && (high != 0 || low >>> 32 != 0)) {
      throw new IllegalArgumentException("an IPv4 address has 32 bits");
    }
  }

  /** The two families, in published order. */
  public enum Family {
    /** 32 bits. */
    IPV4(32),
    /** 128 bits. */
    IPV6(128);

    private final int bits;

    Family(int bits) {
      this.bits = bits;
    }

    /** Returns how many bits an address of this family has. */
    public int bits() {
      return bits;
    }
  }

  /**
   * Reads one address, strictly: four decimal octets without leading zeros, or RFC 4291 text. A
   * zone id is dropped, since it names an interface of the host that wrote it. Anything else is
   * empty, ports, prefixes, blanks and short forms included.
   */
  public static Optional<Address> parse(String text) {
    return AddressText.parse(text);
  }

  /** Returns the address in network byte order, 4 or 16 bytes. */
  public byte[] bytes() {
    return family == Family.IPV4
        ? ByteBuffer.allocate(4).putInt((int) low).array()
        : ByteBuffer.allocate(16).putLong(high).putLong(low).array();
  }

  /** Returns whether this address may be evidence: globally routable and of no special purpose. */
  public boolean isPublic() {
    return SpecialPurpose.of(this).isEmpty();
  }

  /** Returns what this address is reserved for, empty if it is public. */
  public Optional<String> reservedFor() {
    return SpecialPurpose.of(this);
  }

  @Override
  public int compareTo(Address other) {
    int byFamily = family.compareTo(other.family);
    if (byFamily != 0) {
      return byFamily;
    }
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  /** Returns the canonical text, RFC 5952 for IPv6. */
  @Override
  public String toString() {
    return AddressText.format(this);
  }
}
