package org.tocsin.network;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.tocsin.address.Address;

/** The ranges of one family as they are read, and how they become segments. Not thread-safe. */
final class AsnRanges {

  private static final int ROOM = 1 << 16;

  private long[] firstHigh = new long[ROOM];
  private long[] firstLow = new long[ROOM];
  private long[] lastHigh = new long[ROOM];
  private long[] lastLow = new long[ROOM];
  private int[] asn = new int[ROOM];
  private int[] line = new int[ROOM];
  private int size;

  void add(Address first, Address last, int system, int lineNumber) {
    if (size == asn.length) {
      int room = size + (size >> 1);
      firstHigh = Arrays.copyOf(firstHigh, room);
      firstLow = Arrays.copyOf(firstLow, room);
      lastHigh = Arrays.copyOf(lastHigh, room);
      lastLow = Arrays.copyOf(lastLow, room);
      asn = Arrays.copyOf(asn, room);
      line = Arrays.copyOf(line, room);
    }
    firstHigh[size] = first.high();
    firstLow[size] = first.low();
    lastHigh[size] = last.high();
    lastLow[size] = last.low();
    asn[size] = system;
    line[size++] = lineNumber;
  }

  /** Walks the ranges in order, outer before inner, with those that are still open on a stack. */
  AsnSegments segments() throws AsnTableRefused {
    AsnSegments.Builder segments = new AsnSegments.Builder(size + 16);
    int[] open = new int[16];
    int depth = 0;
    for (int range : sorted()) {
      while (depth > 0 && endsBefore(open[depth - 1], range)) {
        depth--;
        close(segments, open, depth);
      }
      if (depth > 0) {
        refuseUnlessInside(open[depth - 1], range);
      }
      if (depth == open.length) {
        open = Arrays.copyOf(open, 2 * depth);
      }
      open[depth++] = range;
      segments.from(firstHigh[range], firstLow[range], asn[range]);
    }
    while (depth > 0) {
      depth--;
      close(segments, open, depth);
    }
    return segments.build();
  }

  /** Behind a range's last address, the range around it counts again. */
  private void close(AsnSegments.Builder segments, int[] open, int depth) {
    int closed = open[depth];
    long low = lastLow[closed] + 1;
    long high = low == 0 ? lastHigh[closed] + 1 : lastHigh[closed];
    if (high != 0 || low != 0) {
      segments.from(high, low, depth == 0 ? 0 : asn[open[depth - 1]]);
    }
  }

  private boolean endsBefore(int range, int other) {
    return AsnSegments.compare(lastHigh[range], lastLow[range], firstHigh[other], firstLow[other])
        < 0;
  }

  private void refuseUnlessInside(int outer, int inner) throws AsnTableRefused {
    int ends = compareLast(inner, outer);
    if (ends > 0) {
      throw new AsnTableRefused(line[inner], "the range overlaps that of line " + line[outer]);
    }
    if (ends == 0 && compareFirst(inner, outer) == 0) {
      throw new AsnTableRefused(
          Math.max(line[inner], line[outer]),
          "the range is that of line " + Math.min(line[inner], line[outer]));
    }
  }

  private int[] sorted() {
    return IntStream.range(0, size)
        .boxed()
        .sorted(
            (a, b) -> {
              int byFirst = compareFirst(a, b);
              return byFirst != 0 ? byFirst : compareLast(b, a);
            })
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private int compareFirst(int a, int b) {
    return AsnSegments.compare(firstHigh[a], firstLow[a], firstHigh[b], firstLow[b]);
  }

  private int compareLast(int a, int b) {
    return AsnSegments.compare(lastHigh[a], lastLow[a], lastHigh[b], lastLow[b]);
  }
}
