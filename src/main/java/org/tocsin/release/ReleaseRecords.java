package org.tocsin.release;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is remembered of the files of releases, and of looks at them. Joins the caller's
 * transaction.
 */
public interface ReleaseRecords {

  /** When a release is looked at. */
  enum Stage {
    /** Before its head moved. */
    BEFORE,
    /** While it was served. */
    SERVED;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The files of a release, as its first head named them.
   *
   * @param serial the release
   * @param committedAt when that head was signed
   * @param snapshot all of it
   * @param delta what leads to it from the release before, if there was such a file
   * @param position where its entry stands in the log, from 0 on
   * @param logTile the file that has that entry
   */
  record Kept(
      long serial,
      Instant committedAt,
      Head.File snapshot,
      Optional<Head.File> delta,
      long position,
      String logTile) {}

  /**
   * A look at a release.
   *
   * @param serial the release
   * @param stage when it was looked at
   * @param at when last
   * @param findings what was wrong with it
   */
  record Look(long serial, Stage stage, Instant at, List<String> findings) {
    /** Copies the list. */
    public Look {
      findings = List.copyOf(findings);
    }
  }

  /** Returns the files of releases from one serial up to and including another. */
  List<Kept> files(long from, long upTo);

  /** Returns the last looks at releases from one serial up to and including another. */
  List<Look> looks(long from, long upTo);

  /** Keeps what a look at a release found. */
  void looked(long serial, Stage stage, Instant at, List<String> findings);
}
