package org.tocsin.lab;

import java.util.Arrays;

/** Who reported one address, and when last. Forgets what is older than it is asked for. */
final class Seen {

  private int[] reporters = new int[2];
  private long[] times = new long[2];
  private int size;
  private long last;

  /** Takes a sighting and forgets those before {@code since}. */
  void note(int reporter, long at, long since) {
    last = at;
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (times[i] >= since && reporters[i] != reporter) {
        reporters[kept] = reporters[i];
        times[kept++] = times[i];
      }
    }
    if (kept == reporters.length) {
      reporters = Arrays.copyOf(reporters, 2 * kept);
      times = Arrays.copyOf(times, 2 * kept);
    }
    reporters[kept] = reporter;
    times[kept] = at;
    size = kept + 1;
  }

  /** Forgets those before {@code since}; returns whether any are left. */
  boolean forget(long since) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (times[i] >= since) {
        reporters[kept] = reporters[i];
        times[kept++] = times[i];
      }
    }
    size = kept;
    return kept > 0;
  }

  /** Returns how many are kept, each reporter once, in order of their last report. */
  int size() {
    return size;
  }

  int reporter(int place) {
    return reporters[place];
  }

  long time(int place) {
    return times[place];
  }

  /** Returns when anybody reported it last. */
  long last() {
    return last;
  }

  int[] reporters() {
    return Arrays.copyOf(reporters, size);
  }
}
