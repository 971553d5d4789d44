package org.tocsin.agent.address;

import java.util.Arrays;
import java.util.BitSet;
import org.tocsin.agent.address.Address.Family;

/** Ranges of one family, 24 bytes each: by network, then by length. */
final class Rows {
  private static final int WIDTH = 3;

  private final Family family;
  private final long[] cells;
  private final int[] lengths;

  private Rows(Family family, long[] cells) {
    this.family = family;
    this.cells = cells;
    BitSet found = new BitSet();
    for (int i = 2; i < cells.length; i += WIDTH) {
      found.set((int) cells[i]);
    }
    this.lengths = found.stream().toArray();
  }

  static Rows none(Family family) {
    return new Rows(family, new long[0]);
  }

  /** The first so many rows (network's upper half, lower half, length), ascending; copied. */
  static Rows ofAscending(Family family, long[] cells, int rows) {
    return new Rows(family, Arrays.copyOf(cells, rows * WIDTH));
  }

  int size() {
    return cells.length / WIDTH;
  }

  long low(int row) {
    return cells[row * WIDTH + 1];
  }

  Prefix at(int row) {
    long high = cells[row * WIDTH];
    long low = cells[row * WIDTH + 1];
    return new Prefix(new Address(family, high, low), (int) cells[row * WIDTH + 2]);
  }

  /** One look for each length that occurs, and few do. */
  boolean cover(Address address) {
    for (int length : lengths) {
      if (has(Prefix.around(address, length))) {
        return true;
      }
    }
    return false;
  }

  boolean has(Prefix range) {
    long[] wanted = {range.network().high(), range.network().low(), range.length()};
    int from = 0;
    int to = size() - 1;
    while (from <= to) {
      int middle = (from + to) >>> 1;
      int order = compare(cells, middle * WIDTH, wanted, 0);
      if (order == 0) {
        return true;
      }
      if (order < 0) {
        from = middle + 1;
      } else {
        to = middle - 1;
      }
    }
    return false;
  }

  Rows plus(Rows more) {
    if (more.cells.length == 0) {
      return this;
    }
    long[] merged = new long[cells.length + more.cells.length];
    int mine = 0;
    int theirs = 0;
    int count = 0;
    while (mine < cells.length || theirs < more.cells.length) {
      int order = order(mine, more, theirs);
      long[] source = order <= 0 ? cells : more.cells;
      System.arraycopy(source, order <= 0 ? mine : theirs, merged, count, WIDTH);
      count += WIDTH;
      mine += order <= 0 ? WIDTH : 0;
      theirs += order >= 0 ? WIDTH : 0;
    }
    return new Rows(family, Arrays.copyOf(merged, count));
  }

  Rows minus(Rows less) {
    if (less.cells.length == 0) {
      return this;
    }
    long[] left = new long[cells.length];
    int theirs = 0;
    int count = 0;
    for (int mine = 0; mine < cells.length; mine += WIDTH) {
      while (order(mine, less, theirs) > 0) {
        theirs += WIDTH;
      }
      if (order(mine, less, theirs) < 0) {
        System.arraycopy(cells, mine, left, count, WIDTH);
        count += WIDTH;
      }
    }
    return new Rows(family, Arrays.copyOf(left, count));
  }

  /** Compares two rows, the end of either being after everything. */
  private int order(int mine, Rows other, int theirs) {
    if (theirs == other.cells.length) {
      return mine == cells.length ? 0 : -1;
    }
    return mine == cells.length ? 1 : compare(cells, mine, other.cells, theirs);
  }

  private static int compare(long[] one, int at, long[] other, int there) {
    int byHigh = Long.compareUnsigned(one[at], other[there]);
    if (byHigh != 0) {
      return byHigh;
    }
    int byLow = Long.compareUnsigned(one[at + 1], other[there + 1]);
    return byLow != 0 ? byLow : Long.compare(one[at + 2], other[there + 2]);
  }
}
