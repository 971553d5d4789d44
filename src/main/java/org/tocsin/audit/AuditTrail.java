package org.tocsin.audit;

import java.util.List;
import java.util.Optional;

/**
 * The record as it is looked through. Every method joins the caller's transaction.
 *
 * <p>A time is looked up by where in the record it stands. An entry whose clock was more than two
 * hours beside that of its neighbours may be passed over by a filter for times.
 */
public interface AuditTrail {

  /**
   * A part of what fits.
   *
   * @param entries the part
   * @param next behind which entry to go on, empty at the end; a part may be short, or have no
   *     entry at all, and not be the last one: no question looks at more than a bounded stretch
   */
  record Part(List<AuditEntry> entries, Optional<Long> next) {
    /** Copies the list. */
    public Part {
      entries = List.copyOf(entries);
    }
  }

  /** Returns entries in order, beginning behind {@code after}, 0 for the beginning. */
  Part forward(AuditFilter filter, long after, int limit);

  /** Returns entries, the newest first, beginning before {@code before}, if given. */
  Part newest(AuditFilter filter, Optional<Long> before, int limit);

  /** Returns the newest entries whose subject is one of these. */
  List<AuditEntry> about(List<String> subjects, int limit);
}
