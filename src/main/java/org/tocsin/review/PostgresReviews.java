package org.tocsin.review;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.tocsin.address.Address;
import org.tocsin.curation.Reviews;
import org.tocsin.curation.Standing;
import org.tocsin.curation.Trigger;
import org.tocsin.curation.Verdict;

/** Opens and settles cases in PostgreSQL. */
@ApplicationScoped
final class PostgresReviews implements Reviews {

  private static final String TIMED_OUT = "review.timeout";

  // An update that would change nothing is left out: what is held is judged again every minute.
  // What was decided about a
  // run was decided about what waited then; once something else waits, it counts no more.
  private static final String ASK =
      """
      insert into review_case as c
        (kind, subject, triggers, opened_at, due_at, evidence_at_opening, evidence)
      select ?, ?, ?, ?, ?, e, e from (select ?::jsonb as e) evidence
      on conflict (kind, subject) where state = 'open' do update
        set triggers = excluded.triggers, evidence = excluded.evidence,
            due_at = c.opened_at + (excluded.due_at - excluded.opened_at),
            revision = c.revision + %1$s::int,
            first_decision_by = case when not %1$s then c.first_decision_by end,
            staged_ruling = case when not %1$s then c.staged_ruling end,
            staged_by = case when not %1$s then c.staged_by end,
            staged_reason = case when not %1$s then c.staged_reason end,
            staged_at = case when not %1$s then c.staged_at end,
            staged_due_at = case when not %1$s then c.staged_due_at end
        where (c.triggers, c.evidence) is distinct from (excluded.triggers, excluded.evidence)
      """
          .formatted("(c.kind = 'run' and c.evidence is distinct from excluded.evidence)");

  private static final String LEFT_ALONE =
      """
      select 1 from review_case
      where kind = ? and subject = ?
        and (decided_at > ? and state = 'dropped' or decided_at > ? and state = 'published')
      limit 1
      """;

  private final DataSource dataSource;

  PostgresReviews(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public void ask(
      Subject subject,
      List<Trigger> triggers,
      Optional<Verdict> verdict,
      Duration timeout,
      Instant now) {
    try (Connection connection = dataSource.getConnection()) {
      if (subject instanceof Subject.OfAddress about) {
        ReviewCase.Kind kind = ReviewCase.Kind.ADDRESS;
        String address = about.address().toString();
        if (!leftAlone(connection, kind, address, now)) {
          String evidence =
              verdict.isPresent() ? PostgresEvidence.of(connection, verdict.get(), now) : "{}";
          open(connection, kind, address, triggers, timeout, now, evidence);
        }
      } else if (subject instanceof Subject.OfRange about) {
        ReviewCase.Kind kind = ReviewCase.Kind.RANGE;
        String range = about.range().toString();
        if (!leftAlone(connection, kind, range, now)) {
          open(connection, kind, range, triggers, timeout, now, "{}");
        }
      } else if (subject instanceof Subject.OfOrganisation about) {
        open(
            connection,
            ReviewCase.Kind.ORGANISATION,
            Long.toString(about.organisation()),
            triggers,
            timeout,
            now,
            PostgresEvidence.of(connection, "reported", about.reported().toString()));
      } else if (subject instanceof Subject.OfRun about) {
        open(
            connection,
            ReviewCase.Kind.RUN,
            ReviewCase.Kind.RUN.text(),
            triggers,
            timeout,
            now,
            PostgresEvidence.of(connection, "what", about.what()));
      }
    } catch (SQLException e) {
      throw failure("opened", e);
    }
  }

  /** Whoever was asked a short while ago is not asked the same again. */
  private static boolean leftAlone(
      Connection connection, ReviewCase.Kind kind, String subject, Instant now)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(LEFT_ALONE)) {
      select.setString(1, kind.text());
      select.setString(2, subject);
      select.setTimestamp(3, Timestamp.from(now.minus(Standing.QUIET_FOR)));
      select.setTimestamp(4, Timestamp.from(now.minus(Standing.DECIDED_FOR)));
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }

  private static void open(
      Connection connection,
      ReviewCase.Kind kind,
      String subject,
      List<Trigger> triggers,
      Duration timeout,
      Instant now,
      String evidence)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(ASK)) {
      insert.setString(1, kind.text());
      insert.setString(2, subject);
      insert.setArray(
          3, connection.createArrayOf("text", triggers.stream().map(Trigger::id).toArray()));
      insert.setTimestamp(4, Timestamp.from(now));
      insert.setTimestamp(5, Timestamp.from(now.plus(timeout)));
      insert.setString(6, evidence);
      insert.executeUpdate();
    }
  }

  @Override
  public void settle(Address address, String because, Instant now) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                "update review_case set state = ?, decided_at = ?, decision_reason = ?"
                    + " where kind = ? and subject = ? and state = 'open'"
                    + " and (not ? or staged_ruling is null)")) {
      // What somebody decided in time and can still take back is not what nobody decided.
      boolean timedOut = because.equals(TIMED_OUT);
      update.setString(1, (timedOut ? ReviewCase.State.DROPPED : ReviewCase.State.SETTLED).text());
      update.setTimestamp(2, Timestamp.from(now));
      update.setString(3, because);
      update.setString(4, ReviewCase.Kind.ADDRESS.text());
      update.setString(5, address.toString());
      update.setBoolean(6, timedOut);
      update.executeUpdate();
    } catch (SQLException e) {
      throw failure("settled", e);
    }
  }

  @Override
  public int open() {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement("select count(*) from review_case where state = 'open'");
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getInt(1);
    } catch (SQLException e) {
      throw failure("counted", e);
    }
  }

  private static IllegalStateException failure(String what, SQLException cause) {
    return new IllegalStateException("a case could not be " + what, cause);
  }
}
