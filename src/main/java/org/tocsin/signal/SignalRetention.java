package org.tocsin.signal;

import java.time.Instant;

/** Keeps the daily partitions: made ahead, dropped when they are old and used. */
public interface SignalRetention {

  /** Makes the partitions of today and tomorrow. */
  void prepare(Instant now);

  /**
   * Drops the days that lie wholly before the retention period. A day with a signal that is not
   * folded yet stays.
   *
   * @param foldedPosition the last position that has become evidence
   * @return how many days were dropped
   */
  int drop(Instant now, long foldedPosition);
}
