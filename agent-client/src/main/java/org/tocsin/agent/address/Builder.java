package org.tocsin.agent.address;

import java.util.Arrays;
import java.util.Comparator;
import org.tocsin.agent.address.Address.Family;

/** Takes values in canonical order and makes a set of them. */
final class Builder {
  static final Comparator<Prefix> ORDER =
      Comparator.comparing(Prefix::network).thenComparingInt(Prefix::length);
  private static final int FIRST = 16;
  private static final int WIDTH = 3;

  private int[] singles = new int[FIRST];
  private long[] ranges = new long[FIRST * WIDTH];
  private long[] sixes = new long[FIRST * WIDTH];
  private int singleCount;
  private int rangeCount;
  private int sixCount;

  void addSingle(long bits) {
    if (singleCount == singles.length) {
      singles = Arrays.copyOf(singles, singleCount * 2);
    }
    singles[singleCount++] = (int) bits;
  }

  void add(Prefix value) {
    if (value.network().family() == Family.IPV6) {
      sixes = added(sixes, sixCount++, value);
    } else if (value.length() == Family.IPV4.bits()) {
      addSingle(value.network().low());
    } else {
      ranges = added(ranges, rangeCount++, value);
    }
  }

  AddressSet build() {
    return AddressSet.of(
        Singles.ofAscending(singles, singleCount),
        Rows.ofAscending(Family.IPV4, ranges, rangeCount),
        Rows.ofAscending(Family.IPV6, sixes, sixCount));
  }

  private static long[] added(long[] cells, int rows, Prefix value) {
    int at = rows * WIDTH;
    long[] room = at == cells.length ? Arrays.copyOf(cells, at * 2) : cells;
    room[at] = value.network().high();
    room[at + 1] = value.network().low();
    room[at + 2] = value.length();
    return room;
  }
}
