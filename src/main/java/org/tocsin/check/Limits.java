package org.tocsin.check;

import java.time.Duration;
import java.util.Optional;

/**
 * How much of what a check accepts.
 *
 * @param deltas how many a head may name
 * @param fileBytes how long a snapshot or a delta may be
 * @param goodFor how long after it was issued a head may claim to be believed
 * @param growth how much the newest release may add to the set before it, empty for anything
 * @param logRequired whether there must be a transparency log
 * @param logBundles how many of the log's newest bundles of 256 entries are read
 * @param expiredAllowed whether a head that has expired is worth a notice only
 */
public record Limits(
    int deltas,
    long fileBytes,
    Duration goodFor,
    Optional<Growth> growth,
    boolean logRequired,
    int logBundles,
    boolean expiredAllowed) {

  /**
   * How much a release may add.
   *
   * @param always so many in any case
   * @param percent so much of the set before it, if that is more
   * @param approved so many on top, because a person approved them
   */
  public record Growth(long always, long percent, long approved) {}

  private static final int MOST_DELTAS = 200;
  private static final long LONGEST_FILE = 64 << 20;
  private static final int NEWEST_BUNDLES = 4;

  /** What the documentation promises, and nothing that an operator may decide otherwise. */
  public static Limits documented() {
    return new Limits(
        MOST_DELTAS,
        LONGEST_FILE,
        Duration.ofHours(24),
        Optional.empty(),
        false,
        NEWEST_BUNDLES,
        false);
  }

  /** The same, and the newest release adds only so much. */
  public Limits withGrowth(Growth bound) {
    return new Limits(
        deltas, fileBytes, goodFor, Optional.of(bound), logRequired, logBundles, expiredAllowed);
  }

  /** The same, and there must be a transparency log. */
  public Limits withLogRequired() {
    return new Limits(deltas, fileBytes, goodFor, growth, true, logBundles, expiredAllowed);
  }

  /** The same, and the whole log is read, however long. */
  public Limits withWholeLog() {
    return new Limits(
        deltas, fileBytes, goodFor, growth, logRequired, Integer.MAX_VALUE, expiredAllowed);
  }

  /** The same, and a head that has expired is taken all the same. */
  public Limits withExpiredAllowed() {
    return new Limits(deltas, fileBytes, goodFor, growth, logRequired, logBundles, true);
  }
}
