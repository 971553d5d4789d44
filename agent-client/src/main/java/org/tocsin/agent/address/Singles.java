package org.tocsin.agent.address;

import java.util.Arrays;

/**
 * IPv4 addresses, four bytes each. The sign bit is flipped, so that the order of Java's numbers is
 * that of addresses.
 */
final class Singles {
  private static final int FLIP = Integer.MIN_VALUE;

  static final Singles NONE = new Singles(new int[0]);

  private final int[] sorted;

  private Singles(int[] sorted) {
    this.sorted = sorted;
  }

  /** The first so many bit patterns of an array, ascending as unsigned numbers; it is copied. */
  static Singles ofAscending(int[] bits, int count) {
    int[] flipped = new int[count];
    for (int i = 0; i < count; i++) {
      flipped[i] = bits[i] ^ FLIP;
    }
    return new Singles(flipped);
  }

  int size() {
    return sorted.length;
  }

  long at(int index) {
    return (sorted[index] ^ FLIP) & 0xffffffffL;
  }

  boolean has(long bits) {
    return Arrays.binarySearch(sorted, (int) bits ^ FLIP) >= 0;
  }

  Singles plus(Singles more) {
    if (more.sorted.length == 0) {
      return this;
    }
    int[] merged = new int[sorted.length + more.sorted.length];
    int from = 0;
    int count = 0;
    for (int next : more.sorted) {
      int to = from;
      while (to < sorted.length && sorted[to] < next) {
        to++;
      }
      System.arraycopy(sorted, from, merged, count, to - from);
      count += to - from;
      merged[count++] = next;
      from = to < sorted.length && sorted[to] == next ? to + 1 : to;
    }
    System.arraycopy(sorted, from, merged, count, sorted.length - from);
    return new Singles(Arrays.copyOf(merged, count + sorted.length - from));
  }

  Singles minus(Singles less) {
    if (less.sorted.length == 0) {
      return this;
    }
    int[] left = new int[sorted.length];
    int count = 0;
    int at = 0;
    for (int value : sorted) {
      while (at < less.sorted.length && less.sorted[at] < value) {
        at++;
      }
      if (at == less.sorted.length || less.sorted[at] != value) {
        left[count++] = value;
      }
    }
    return new Singles(Arrays.copyOf(left, count));
  }
}
