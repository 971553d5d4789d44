package org.tocsin.release;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Which head was committed last, and the log of all that were. Every method joins the caller's
 * transaction.
 */
interface ReleaseCommits {

  /**
   * What was committed last.
   *
   * @param revision how often something was
   * @param sealed the head, empty before the first
   * @param logged how many entries the log has
   * @param logId what tells this log from others
   */
  record Last(long revision, Optional<String> sealed, long logged, UUID logId) {}

  /** Returns what was committed last. */
  Last last();

  /**
   * Replaces the head that was committed last, and puts an entry at the end of the log unless it is
   * there already.
   *
   * @return whether it did; if not, somebody else was faster
   */
  boolean commit(long revision, String sealed, String entry);

  /** Keeps what a head that was just committed names, unless an earlier one of its release did. */
  void keep(Head head);

  /** Keeps what was found wrong with a release before its head moved. */
  void looked(long serial, Instant at, List<String> findings);

  /** Returns the entries of the log from one position up to, not including, another. */
  List<String> entries(long from, long upTo);

  /** Takes up entries of a log that were published once and then forgotten here. */
  void learn(UUID logId, long position, List<String> entries);
}
