package org.tocsin.review;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.tocsin.curation.Trigger;

/** Rows of cases, read and changed. */
@ApplicationScoped
class PostgresCases {

  private static final String SELECT =
      "select id, kind, subject, triggers, opened_at, due_at, evidence_at_opening, evidence,"
          + " state, first_decision_by, decided_by, decided_at, decision_reason, revision,"
          + " staged_ruling, staged_by, staged_reason, staged_at, staged_due_at from ";

  private final DataSource dataSource;

  PostgresCases(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Returns cases; the rest of the statement follows the table's name. */
  List<ReviewCase> select(String rest, Object... arguments) {
    return selectFrom("review_case" + rest, arguments);
  }

  /** Returns cases out of what the statement names in place of the table. */
  List<ReviewCase> selectFrom(String source, Object... arguments) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(SELECT + source)) {
      set(select, arguments);
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

  /**
   * Returns a part of cases, those due first before others.
   *
   * @param after those behind the case of this number, 0 for the beginning
   */
  List<ReviewCase> byUrgency(
      List<String> conditions, List<Object> arguments, long after, int limit) {
    List<String> all = new ArrayList<>(conditions);
    List<Object> values = new ArrayList<>(arguments);
    if (after > 0) {
      List<ReviewCase> last = select(" where id = ?", after);
      if (last.isEmpty()) {
        return List.of();
      }
      all.add("(due_at, id) > (?, ?)");
      values.add(Timestamp.from(last.get(0).dueAt()));
      values.add(after);
    }
    values.add(limit);
    return select(
        (all.isEmpty() ? "" : " where " + String.join(" and ", all))
            + " order by due_at, id limit ?",
        values.toArray());
  }

  int change(String sql, @Nullable Object... arguments) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      set(statement, arguments);
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw failure("changed", e);
    }
  }

  private static void set(PreparedStatement statement, @Nullable Object... arguments)
      throws SQLException {
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
  }

  private static ReviewCase read(ResultSet row) throws SQLException {
    return new ReviewCase(
        row.getLong("id"),
        ReviewCase.Kind.of(row.getString("kind")),
        row.getString("subject"),
        Arrays.stream((String[]) row.getArray("triggers").getArray())
            .map(PostgresCases::trigger)
            .toList(),
        row.getTimestamp("opened_at").toInstant(),
        row.getTimestamp("due_at").toInstant(),
        row.getString("evidence_at_opening"),
        row.getString("evidence"),
        ReviewCase.State.of(row.getString("state")),
        Optional.ofNullable(row.getString("first_decision_by")),
        closed(row),
        row.getLong("revision"),
        staged(row));
  }

  private static Optional<ReviewCase.Closed> closed(ResultSet row) throws SQLException {
    Timestamp at = row.getTimestamp("decided_at");
    return at == null
        ? Optional.empty()
        : Optional.of(
            new ReviewCase.Closed(
                Optional.ofNullable(row.getString("decided_by")),
                at.toInstant(),
                row.getString("decision_reason")));
  }

  private static Optional<ReviewCase.Staged> staged(ResultSet row) throws SQLException {
    String ruling = row.getString("staged_ruling");
    return ruling == null
        ? Optional.empty()
        : Optional.of(
            new ReviewCase.Staged(
                new Decision(
                    Decision.Ruling.valueOf(ruling.toUpperCase(Locale.ROOT)),
                    row.getString("staged_by"),
                    row.getString("staged_reason")),
                row.getTimestamp("staged_at").toInstant(),
                row.getTimestamp("staged_due_at").toInstant()));
  }

  private static Trigger trigger(String id) {
    return Arrays.stream(Trigger.values())
        .filter(trigger -> trigger.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the database holds an unknown trigger"));
  }

  private static IllegalStateException failure(String what, SQLException cause) {
    return new IllegalStateException("the cases could not be " + what, cause);
  }
}
