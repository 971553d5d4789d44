package org.tocsin.review;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tocsin.curation.Trigger;

/**
 * The queue as a whole, and what helps to decide one case of it. Joins the caller's transaction.
 */
public interface CaseBoard {

  /** Counting stops here: whoever has so many cases open does not need to know how many. */
  int COUNTED = 10_000;

  /**
   * How much of a kind waits.
   *
   * @param kind the kind
   * @param open how many cases are open, at most {@link #COUNTED}
   * @param more whether there are more than that
   * @param oldest since when the oldest is open
   */
  record Waiting(ReviewCase.Kind kind, int open, boolean more, Optional<Instant> oldest) {}

  /** Returns how much waits, for every kind. */
  List<Waiting> waiting();

  /**
   * Returns open cases, those due first before others.
   *
   * @param kind of this kind, or all
   * @param trigger with this trigger, or all
   * @param after those behind the case of this number, 0 for the beginning
   */
  List<ReviewCase> open(
      Optional<ReviewCase.Kind> kind, Optional<Trigger> trigger, long after, int limit);

  /**
   * Returns what persons decided lately about cases of the same kind that have a trigger in common
   * or are about addresses near by (one /24 or /64), the newest first.
   */
  List<ReviewCase> similar(ReviewCase about, int limit);

  /** Returns cases about an address or against its listing, the newest first. */
  List<ReviewCase> about(String address, int limit);
}
