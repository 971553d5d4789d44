package org.tocsin.agent.address;

import java.util.Optional;
import org.tocsin.agent.address.Address.Family;

/** Strict reading and canonical writing of addresses. */
final class AddressText {

  /** The longest address with a zone id that anyone would send; longer text is not looked at. */
  private static final int MAX_LENGTH = 64;

  private static final int GROUPS = 8;

  private AddressText() {}

  static Optional<Address> parse(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    if (text.indexOf(':') < 0) {
      long bits = parseIpv4(text);
      return bits < 0 ? Optional.empty() : Optional.of(new Address(Family.IPV4, 0, bits));
    }
    int zone = text.indexOf('%');
    if (zone == text.length() - 1) {
      return Optional.empty();
    }
    return parseIpv6(zone < 0 ? text : text.substring(0, zone));
  }

  /**
   * Returns the 32 bits, or -1: inet_aton's octal, hexadecimal and short forms have other meanings
   * elsewhere.
   */
  private static long parseIpv4(String text) {
    long bits = 0;
    int octet = -1;
    int octets = 0;
    int digits = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i == text.length() ? '.' : text.charAt(i);
      if (c == '.') {
        if (octet < 0 || ++octets > 4) {
          return -1;
        }
        bits = bits << 8 | octet;
        octet = -1;
        digits = 0;
      } else if (c < '0' || c > '9' || octet == 0 || ++digits > 3) {
        return -1;
      } else {
        octet = Math.max(octet, 0) * 10 + (c - '0');
        if (octet > 255) {
          return -1;
        }
      }
    }
    return octets == 4 ? bits : -1;
  }

  private static Optional<Address> parseIpv6(String text) {
    int gap = text.indexOf("::");
    if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
      return Optional.empty();
    }
    int[] groups = new int[GROUPS];
    if (gap < 0) {
      return readGroups(text, groups, true) == GROUPS ? Optional.of(of(groups)) : Optional.empty();
    }
    int[] tail = new int[GROUPS];
    int before = gap == 0 ? 0 : readGroups(text.substring(0, gap), groups, false);
    int after = gap + 2 == text.length() ? 0 : readGroups(text.substring(gap + 2), tail, true);
    if (before < 0 || after < 0 || before + after >= GROUPS) {
      return Optional.empty();
    }
    System.arraycopy(tail, 0, groups, GROUPS - after, after);
    return Optional.of(of(groups));
  }

  /** Returns how many 16-bit groups the text holds, or -1 where it is not a plain list of them. */
  private static int readGroups(String text, int[] into, boolean ipv4TailAllowed) {
    String[] parts = text.split(":", -1);
    int count = 0;
    for (int i = 0; i < parts.length; i++) {
      String part = parts[i];
      if (ipv4TailAllowed && i == parts.length - 1 && part.indexOf('.') >= 0) {
        long bits = parseIpv4(part);
        if (bits < 0 || count > GROUPS - 2) {
          return -1;
        }
        into[count++] = (int) (bits >>> 16);
        into[count++] = (int) (bits & 0xffff);
      } else {
        int group = hexGroup(part);
        if (group < 0 || count == GROUPS) {
          return -1;
        }
        into[count++] = group;
      }
    }
    return count;
  }

  private static int hexGroup(String part) {
    if (part.isEmpty() || part.length() > 4) {
      return -1;
    }
    int group = 0;
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return -1;
      }
      group = group << 4 | digit;
    }
    return group;
  }

  private static Address of(int[] groups) {
    long high = 0;
    long low = 0;
    for (int i = 0; i < 4; i++) {
      high = high << 16 | groups[i];
      low = low << 16 | groups[i + 4];
    }
    return new Address(Family.IPV6, high, low);
  }

  static String format(Address address) {
    if (address.family() == Family.IPV4) {
      long bits = address.low();
      return (bits >>> 24)
          + "."
          + (bits >>> 16 & 255)
          + "."
          + (bits >>> 8 & 255)
          + "."
          + (bits & 255);
    }
    int[] groups = new int[GROUPS];
    for (int i = 0; i < 4; i++) {
      groups[i] = (int) (address.high() >>> (48 - 16 * i) & 0xffff);
      groups[i + 4] = (int) (address.low() >>> (48 - 16 * i) & 0xffff);
    }
    return compress(groups);
  }

  /** Replaces the first longest run of two or more zero groups by "::", as RFC 5952 asks. */
  private static String compress(int[] groups) {
    int start = -1;
    int length = 1;
    for (int i = 0; i < GROUPS; i++) {
      int run = 0;
      while (i + run < GROUPS && groups[i + run] == 0) {
        run++;
      }
      if (run > length) {
        start = i;
        length = run;
      }
      i += run;
    }
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < GROUPS; i++) {
      if (i == start) {
        text.append("::");
        i += length - 1;
      } else {
        if (text.length() > 0 && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }
}
