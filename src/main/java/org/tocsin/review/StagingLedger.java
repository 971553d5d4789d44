package org.tocsin.review;

import java.time.Instant;
import java.util.List;

/** What is staged on cases. Every method joins the caller's transaction. */
interface StagingLedger {

  /**
   * Stages a decision on a case that is open, has nothing staged and is still at a revision;
   * returns whether it was.
   */
  boolean stage(long id, long revision, ReviewCase.Staged staged);

  /**
   * Takes back exactly this, if it is still staged and the case is open; returns whether it was.
   */
  boolean undo(long id, ReviewCase.Staged staged);

  /**
   * Clears exactly this from a case that can no longer be decided; returns whether it was there.
   */
  boolean clear(long id, ReviewCase.Staged staged);

  /** Returns cases with something that is due, the oldest first. */
  List<ReviewCase> due(Instant now, int limit);
}
