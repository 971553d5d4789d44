package org.tocsin.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** How long each of many things took. Immutable. */
final class Latencies {

  private final long[] sortedNanos;

  Latencies(Collection<Long> nanos) {
    sortedNanos = nanos.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sortedNanos);
  }

  /** Returns the milliseconds within which the given share of them was done. */
  double milliseconds(double share) {
    int index = (int) Math.ceil(share * sortedNanos.length) - 1;
    return sortedNanos.length == 0 ? 0 : sortedNanos[Math.max(0, index)] / 1e6;
  }

  String text(double share) {
    return String.format(Locale.ROOT, "%.1f", milliseconds(share));
  }
}
