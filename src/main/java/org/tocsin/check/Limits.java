package org.tocsin.check;

import java.time.Duration;

/**
 * How much of what a check accepts.
 *
 * @param deltas how many a head may name
 * @param fileBytes how long a snapshot or a delta may be
 * @param goodFor how long after it was issued a head may claim to be believed
 * @param growthBounded whether the newest release may add no more than a tenth of the set before
 *     it, or 500 addresses if that is more; a person may approve more
 * @param logRequired whether there must be a transparency log
 * @param logBundles how many of the log's newest bundles of 256 entries are read
 */
public record Limits(
    int deltas,
    long fileBytes,
    Duration goodFor,
    boolean growthBounded,
    boolean logRequired,
    int logBundles) {

  private static final int MOST_DELTAS = 200;
  private static final long LONGEST_FILE = 64 << 20;
  private static final int NEWEST_BUNDLES = 4;

  /** What the documentation promises, and nothing that an operator may decide otherwise. */
  public static Limits documented() {
    return new Limits(
        MOST_DELTAS, LONGEST_FILE, Duration.ofHours(24), false, false, NEWEST_BUNDLES);
  }

  /** The same, and the newest release adds only as much as needs nobody's approval. */
  public Limits withGrowthBounded() {
    return new Limits(deltas, fileBytes, goodFor, true, logRequired, logBundles);
  }

  /** The same, and there must be a transparency log. */
  public Limits withLogRequired() {
    return new Limits(deltas, fileBytes, goodFor, growthBounded, true, logBundles);
  }

  /** The same, and the whole log is read, however long. */
  public Limits withWholeLog() {
    return new Limits(deltas, fileBytes, goodFor, growthBounded, logRequired, Integer.MAX_VALUE);
  }
}
