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
import org.tocsin.curation.Trigger;
import org.tocsin.curation.Verdict;

/** The cases in PostgreSQL, as operators see them. */
@ApplicationScoped
final class PostgresReviewQueue implements ReviewQueue {

  /** Long enough for the judge, who drops addresses himself, to have come by. */
  private static final Duration GRACE = Duration.ofMinutes(10);

  private static final Duration CASES_KEPT = Duration.ofDays(30);
  private static final Duration APPEALS_KEPT = Duration.ofDays(90);

  private static final String OPEN_APPEAL =
      """
      insert into review_case
        (kind, subject, triggers, opened_at, due_at, evidence_at_opening, evidence)
      select 'appeal', ?, array[?], ?, ?, e, e
      from (select ?::jsonb || jsonb_build_object('appeal', jsonb_strip_nulls(
              jsonb_build_object('text', ?::text, 'contact', ?::text))) as e) evidence
      on conflict (kind, subject) where state = 'open' do nothing
      """;

  private final DataSource dataSource;
  private final PostgresCases cases;

  PostgresReviewQueue(DataSource dataSource, PostgresCases cases) {
    this.dataSource = dataSource;
    this.cases = cases;
  }

  @Override
  public List<ReviewCase> list(Optional<ReviewCase.State> state, long after, int limit) {
    return state
        .map(wanted -> cases.byUrgency(List.of("state = ?"), List.of(wanted.text()), after, limit))
        .orElseGet(() -> cases.byUrgency(List.of(), List.of(), after, limit));
  }

  @Override
  public Optional<ReviewCase> find(long id) {
    return cases.select(" where id = ?", id).stream().findFirst();
  }

  @Override
  public Optional<ReviewCase> lock(long id) {
    return cases.select(" where id = ? for update", id).stream().findFirst();
  }

  @Override
  public List<ReviewCase> overdue(Instant now, int limit) {
    return cases.select(
        " where state = 'open' and staged_ruling is null and due_at <= ? and (kind <> 'address' or due_at <= ?)"
            + " order by due_at, id limit ? for update",
        Timestamp.from(now),
        Timestamp.from(now.minus(GRACE)),
        limit);
  }

  @Override
  public void agree(long id, String operator) {
    cases.change(
        "update review_case set first_decision_by = ?, revision = revision + 1, "
            + PostgresStagingLedger.NOTHING
            + " where id = ? and state = 'open'",
        operator,
        id);
  }

  @Override
  public void close(long id, ReviewCase.State state, ReviewCase.Closed how) {
    int closed =
        cases.change(
            "update review_case set state = ?, decided_by = ?, decided_at = ?,"
                + " decision_reason = ?, revision = revision + 1, "
                + PostgresStagingLedger.NOTHING
                + " where id = ? and state = 'open'",
            state.text(),
            how.by().orElse(null),
            Timestamp.from(how.at()),
            how.reason(),
            id);
    if (closed != 1) {
      throw new IllegalStateException("case " + id + " is not open");
    }
  }

  @Override
  public boolean appeal(Verdict verdict, Appeal appeal, Duration timeout, Instant now) {
    String evidence;
    try (Connection connection = dataSource.getConnection()) {
      evidence = PostgresEvidence.of(connection, verdict, now);
    } catch (SQLException e) {
      throw failure("read", e);
    }
    return cases.change(
            OPEN_APPEAL,
            verdict.address().toString(),
            Trigger.APPEAL.id(),
            Timestamp.from(now),
            Timestamp.from(now.plus(timeout)),
            evidence,
            appeal.text(),
            appeal.contact().orElse(null))
        == 1;
  }

  @Override
  public boolean appealed(Address address) {
    return !cases
        .select(" where kind = 'appeal' and subject = ? and state = 'open'", address.toString())
        .isEmpty();
  }

  @Override
  public void settleAppeal(Address address, String because, Instant now) {
    cases.change(
        "update review_case set state = 'settled', decided_at = ?, decision_reason = ?"
            + " where kind = 'appeal' and subject = ? and state = 'open'",
        Timestamp.from(now),
        because,
        address.toString());
  }

  @Override
  public Waiting waiting() {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select count(*), min(opened_at) from review_case where state = 'open'");
        ResultSet row = select.executeQuery()) {
      row.next();
      return new Waiting(
          row.getLong(1), Optional.ofNullable(row.getTimestamp(2)).map(Timestamp::toInstant));
    } catch (SQLException e) {
      throw failure("counted", e);
    }
  }

  @Override
  public List<ReviewCase> appealsSince(Instant since, int limit) {
    return cases.select(
        " where kind = 'appeal' and state = 'open' and opened_at > ? order by id desc limit ?",
        Timestamp.from(since),
        limit);
  }

  @Override
  public void forget(Instant now) {
    cases.change(
        "delete from review_case where decided_at < ? and (kind <> 'appeal' or opened_at < ?)",
        Timestamp.from(now.minus(CASES_KEPT)),
        Timestamp.from(now.minus(APPEALS_KEPT)));
  }

  private static IllegalStateException failure(String what, SQLException cause) {
    return new IllegalStateException("the cases could not be " + what, cause);
  }
}
