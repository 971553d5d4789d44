package org.tocsin.review;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
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

  private static final String SELECT =
      "select id, kind, subject, triggers, opened_at, due_at, evidence_at_opening, evidence,"
          + " state, first_decision_by, decided_by, decided_at, decision_reason from review_case";

  private static final String OPEN_APPEAL =
      """
      insert into review_case
        (kind, subject, triggers, opened_at, due_at, evidence_at_opening, evidence)
      select 'appeal', ?, array[?], ?, ?, e, e
      from (select ?::jsonb || jsonb_build_object('appeal', jsonb_strip_nulls(
              jsonb_build_object('text', ?::text, 'contact', ?::text))) as e) evidence
      on conflict (kind, subject) where state = 'open' do nothing
      """;

  private static final String BEHIND =
      "(due_at, id) > (select a.due_at, a.id from review_case a where a.id = ?)";

  private final DataSource dataSource;

  PostgresReviewQueue(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public List<ReviewCase> list(Optional<ReviewCase.State> state, long after, int limit) {
    List<Object> arguments = new ArrayList<>();
    List<String> conditions = new ArrayList<>();
    state.ifPresent(
        wanted -> {
          conditions.add("state = ?");
          arguments.add(wanted.text());
        });
    if (after > 0) {
      conditions.add(BEHIND);
      arguments.add(after);
    }
    arguments.add(limit);
    return select(
        (conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions))
            + " order by due_at, id limit ?",
        arguments.toArray());
  }

  @Override
  public Optional<ReviewCase> find(long id) {
    return select(" where id = ?", id).stream().findFirst();
  }

  @Override
  public Optional<ReviewCase> lock(long id) {
    return select(" where id = ? for update", id).stream().findFirst();
  }

  @Override
  public List<ReviewCase> overdue(Instant now, int limit) {
    return select(
        " where state = 'open' and due_at <= ? and (kind <> 'address' or due_at <= ?)"
            + " order by due_at, id limit ? for update",
        Timestamp.from(now),
        Timestamp.from(now.minus(GRACE)),
        limit);
  }

  private List<ReviewCase> select(String rest, Object... arguments) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(SELECT + rest)) {
      for (int i = 0; i < arguments.length; i++) {
        select.setObject(i + 1, arguments[i]);
      }
      List<ReviewCase> cases = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          cases.add(read(rows));
        }
      }
      return cases;
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  private static ReviewCase read(ResultSet row) throws SQLException {
    Timestamp decidedAt = row.getTimestamp("decided_at");
    return new ReviewCase(
        row.getLong("id"),
        ReviewCase.Kind.of(row.getString("kind")),
        row.getString("subject"),
        Arrays.stream((String[]) row.getArray("triggers").getArray())
            .map(PostgresReviewQueue::trigger)
            .toList(),
        row.getTimestamp("opened_at").toInstant(),
        row.getTimestamp("due_at").toInstant(),
        row.getString("evidence_at_opening"),
        row.getString("evidence"),
        ReviewCase.State.of(row.getString("state")),
        Optional.ofNullable(row.getString("first_decision_by")),
        decidedAt == null
            ? Optional.empty()
            : Optional.of(
                new ReviewCase.Closed(
                    Optional.ofNullable(row.getString("decided_by")),
                    decidedAt.toInstant(),
                    row.getString("decision_reason"))));
  }

  private static Trigger trigger(String id) {
    return Arrays.stream(Trigger.values())
        .filter(trigger -> trigger.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the database holds an unknown trigger"));
  }

  @Override
  public void agree(long id, String operator) {
    change(
        "update review_case set first_decision_by = ? where id = ? and state = 'open'",
        operator,
        id);
  }

  @Override
  public void close(long id, ReviewCase.State state, ReviewCase.Closed how) {
    int closed =
        change(
            "update review_case set state = ?, decided_by = ?, decided_at = ?, decision_reason = ?"
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
    return change(
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
    return !select(" where kind = 'appeal' and subject = ? and state = 'open'", address.toString())
        .isEmpty();
  }

  @Override
  public void settleAppeal(Address address, String because, Instant now) {
    change(
        "update review_case set state = 'settled', decided_at = ?, decision_reason = ?"
            + " where kind = 'appeal' and subject = ? and state = 'open'",
        Timestamp.from(now),
        because,
        address.toString());
  }

  @Override
  public void forget(Instant now) {
    change(
        "delete from review_case where decided_at < ? and (kind <> 'appeal' or opened_at < ?)",
        Timestamp.from(now.minus(CASES_KEPT)),
        Timestamp.from(now.minus(APPEALS_KEPT)));
  }

  private int change(String sql, @Nullable Object... arguments) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setObject(i + 1, arguments[i]);
      }
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw failure("changed", e);
    }
  }

  private static IllegalStateException failure(String what, SQLException cause) {
    return new IllegalStateException("the cases could not be " + what, cause);
  }
}
