package org.tocsin.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One address. IPv4 sorts before IPv6, then by number, which is the order of a published set.
 *
 * @param six whether it is IPv6
 * @param high the upper 64 bits of an IPv6 address, else 0
 * @param low the lower 64 bits, or all 32 of an IPv4 address
 */
record Ip(boolean six, long high, long low) implements Comparable<Ip> {

  private static final int GROUPS = 8;
  private static final int LONGEST = 39;
  private static final Pattern GROUP = Pattern.compile("0|[1-9a-f][0-9a-f]{0,3}");

  /**
   * Reads an address in the one spelling that is published: dotted decimal, or RFC 5952. IPv4
   * within IPv6 has another spelling and is refused.
   */
  static Optional<Ip> canonical(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    return text.indexOf(':') < 0 ? four(text) : six(text);
  }

  /** A set has a million of these, so they are read digit by digit. */
  private static Optional<Ip> four(String text) {
    long bits = 0;
    int octets = 0;
    int octet = -1;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : '.';
      if (c == '.' && octet >= 0) {
        bits = bits << 8 | octet;
        octets++;
        octet = -1;
      } else if (c < '0' || c > '9' || octet == 0) {
        return Optional.empty();
      } else {
        octet = Math.max(octet, 0) * 10 + (c - '0');
        if (octet > 255) {
          return Optional.empty();
        }
      }
    }
    return octets == 4 ? Optional.of(new Ip(false, 0, bits)) : Optional.empty();
  }

  private static Optional<Ip> six(String text) {
    int gap = text.indexOf("::");
    List<String> groups = new ArrayList<>(groups(gap < 0 ? text : text.substring(0, gap)));
    List<String> behind = gap < 0 ? List.of() : groups(text.substring(gap + 2));
    while (gap >= 0 && groups.size() + behind.size() < GROUPS) {
      groups.add("0");
    }
    groups.addAll(behind);
    if (groups.size() != GROUPS
        || !groups.stream().allMatch(group -> GROUP.matcher(group).matches())) {
      return Optional.empty();
    }
    Ip read = new Ip(true, bits(groups.subList(0, 4)), bits(groups.subList(4, GROUPS)));
    boolean mapped = read.high == 0 && read.low >>> 32 == 0xffff;
    return mapped || !read.toString().equals(text) ? Optional.empty() : Optional.of(read);
  }

  private static List<String> groups(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(":", -1));
  }

  private static long bits(List<String> groups) {
    long bits = 0;
    for (String group : groups) {
      bits = bits << 16 | Integer.parseInt(group, 16);
    }
    return bits;
  }

  /** Returns the lowest address that shares so many leading bits with this one. */
  Ip lowest(int length) {
    return six
        ? new Ip(true, high & mask(length), low & mask(length - 64))
        : new Ip(false, 0, low & mask(length + 32));
  }

  /** Returns the highest address that shares so many leading bits with this one. */
  Ip highest(int length) {
    return six
        ? new Ip(true, high | ~mask(length), low | ~mask(length - 64))
        : new Ip(false, 0, (low | ~mask(length + 32)) & 0xffffffffL);
  }

  /** So many ones, then zeros, in 64 bits. */
  private static long mask(int ones) {
    return ones <= 0 ? 0 : ones >= 64 ? -1 : -1L << (64 - ones);
  }

  @Override
  public int compareTo(Ip other) {
    if (six != other.six) {
      return six ? 1 : -1;
    }
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  @Override
  public String toString() {
    if (!six) {
      return (low >>> 24) + "." + (low >>> 16 & 255) + "." + (low >>> 8 & 255) + "." + (low & 255);
    }
    List<String> groups = new ArrayList<>();
    for (int i = 0; i < GROUPS; i++) {
      long half = i < 4 ? high : low;
      groups.add(Long.toHexString(half >>> (48 - 16 * (i % 4)) & 0xffff));
    }
    return withGap(groups);
  }

  /** The first longest run of at least two zero groups is written as two colons. */
  private static String withGap(List<String> groups) {
    int start = 0;
    int length = 0;
    for (int i = 0; i < GROUPS; i++) {
      int end = i;
      while (end < GROUPS && groups.get(end).equals("0")) {
        end++;
      }
      if (end - i > length) {
        start = i;
        length = end - i;
      }
    }
    return length < 2
        ? String.join(":", groups)
        : String.join(":", groups.subList(0, start))
            + "::"
            + String.join(":", groups.subList(start + length, GROUPS));
  }
}
