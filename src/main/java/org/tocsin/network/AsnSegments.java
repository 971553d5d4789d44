package org.tocsin.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tocsin.address.Address;
import org.tocsin.address.Span;

/**
 * One family's address space, cut where the autonomous system changes: the starts of segments in
 * order, and the system from there on. Twenty bytes a segment, where objects would take a hundred.
 */
final class AsnSegments {

  static final AsnSegments NONE = new AsnSegments(new long[0], new long[0], new int[0]);

  private final long[] high;
  private final long[] low;
  private final int[] asn;

  private AsnSegments(long[] high, long[] low, int[] asn) {
    this.high = high;
    this.low = low;
    this.asn = asn;
  }

  long asn(Address address) {
    int from = 0;
    int to = asn.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (compare(high[middle], low[middle], address.high(), address.low()) <= 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from == 0 ? 0 : Integer.toUnsignedLong(asn[from - 1]);
  }

  /** Returns what belongs to a system, in order. */
  List<Span> spans(int system, Address.Family family) {
    List<Span> spans = new ArrayList<>();
    Address end = Span.all(family).last();
    for (int i = 0; i < asn.length; i++) {
      if (asn[i] == system) {
        boolean last = i + 1 == asn.length;
        spans.add(
            new Span(
                new Address(family, high[i], low[i]),
                last
                    ? end
                    : new Address(
                        family, low[i + 1] == 0 ? high[i + 1] - 1 : high[i + 1], low[i + 1] - 1)));
      }
    }
    return spans;
  }

  static int compare(long aHigh, long aLow, long bHigh, long bLow) {
    int byHigh = Long.compareUnsigned(aHigh, bHigh);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(aLow, bLow);
  }

  /** Takes segments from the lowest to the highest. */
  static final class Builder {

    private long[] high;
    private long[] low;
    private int[] asn;
    private int size;

    Builder(int expected) {
      high = new long[expected];
      low = new long[expected];
      asn = new int[expected];
    }

    /** From this address on, a system; replaces what was said to begin at the same address. */
    void from(long startHigh, long startLow, int system) {
      if (size > 0 && high[size - 1] == startHigh && low[size - 1] == startLow) {
        size--;
      }
      if (size > 0 && asn[size - 1] == system) {
        return;
      }
      if (size == asn.length) {
        int room = size + (size >> 1) + 16;
        high = Arrays.copyOf(high, room);
        low = Arrays.copyOf(low, room);
        asn = Arrays.copyOf(asn, room);
      }
      high[size] = startHigh;
      low[size] = startLow;
      asn[size++] = system;
    }

    AsnSegments build() {
      return new AsnSegments(
          Arrays.copyOf(high, size), Arrays.copyOf(low, size), Arrays.copyOf(asn, size));
    }
  }
}
