package org.tocsin.review;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;

/** What is staged, in columns of its case. */
@ApplicationScoped
final class PostgresStagingLedger implements StagingLedger {

  /** Sets the columns to nothing. */
  static final String NOTHING =
      "staged_ruling = null, staged_by = null, staged_reason = null, staged_at = null,"
          + " staged_due_at = null";

  private static final String SAME =
      " where id = ? and staged_ruling = ? and staged_by = ? and staged_at = ?"
          + " and staged_due_at = ?";

  private final PostgresCases cases;

  PostgresStagingLedger(PostgresCases cases) {
    this.cases = cases;
  }

  @Override
  public boolean stage(long id, long revision, ReviewCase.Staged staged) {
    return cases.change(
            "update review_case set revision = revision + 1, staged_ruling = ?, staged_by = ?,"
                + " staged_reason = ?, staged_at = ?, staged_due_at = ?"
                + " where id = ? and state = 'open' and staged_ruling is null and revision = ?",
            staged.decision().ruling().text(),
            staged.decision().operator(),
            staged.decision().reason(),
            Timestamp.from(staged.at()),
            Timestamp.from(staged.dueAt()),
            id,
            revision)
        == 1;
  }

  @Override
  public boolean undo(long id, ReviewCase.Staged staged) {
    return unstage("revision = revision + 1, ", " and state = 'open'", id, staged);
  }

  @Override
  public boolean clear(long id, ReviewCase.Staged staged) {
    return unstage("", "", id, staged);
  }

  private boolean unstage(String also, String only, long id, ReviewCase.Staged staged) {
    return cases.change(
            "update review_case set " + also + NOTHING + SAME + only,
            id,
            staged.decision().ruling().text(),
            staged.decision().operator(),
            Timestamp.from(staged.at()),
            Timestamp.from(staged.dueAt()))
        == 1;
  }

  @Override
  public List<ReviewCase> due(Instant now, int limit) {
    return cases.select(
        " where staged_ruling is not null and staged_due_at <= ?"
            + " order by staged_due_at, id limit ?",
        Timestamp.from(now),
        limit);
  }
}
