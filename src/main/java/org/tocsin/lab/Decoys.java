package org.tocsin.lab;

import java.util.List;
import java.util.stream.IntStream;
import org.tocsin.address.Prefix;
import org.tocsin.lab.Draw.Purpose;

/**
 * The bait in what each organisation is handed: dark addresses of the operator's own, others for
 * each organisation and each month. They come beside its list, and here nobody who reads looks
 * where an address came from.
 */
final class Decoys {

  /** How large a part of a list they are, in millionths. */
  static final long SHARE = 2_000;

  private static final long MILLION = 1_000_000;
  private static final long MOST = 100;
  private static final long MONTH = 30 * Timeline.DAY;

  private final List<Prefix> ranges;

  Decoys(List<Prefix> ranges) {
    this.ranges = List.copyOf(ranges);
  }

  /** Returns what an organisation is handed at a time beside a list of this many addresses. */
  IntStream of(int organisation, long time, int listed) {
    if (ranges.isEmpty()) {
      return IntStream.empty();
    }
    Draw draw = Draw.of(organisation, Purpose.DECOYS, time / MONTH);
    return IntStream.generate(() -> address(draw))
        .distinct()
        .limit(Math.min(MOST, (SHARE * listed + MILLION - 1) / MILLION));
  }

  private int address(Draw draw) {
    Prefix range = ranges.get(draw.below(ranges.size()));
    return (int) range.network().low()
        + draw.below(1 << (range.network().family().bits() - range.length()));
  }
}
