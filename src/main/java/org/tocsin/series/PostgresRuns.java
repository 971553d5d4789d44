package org.tocsin.series;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Optional;
import javax.sql.DataSource;

/** Runs in PostgreSQL: one row for each kind. */
@ApplicationScoped
final class PostgresRuns implements Runs {

  private static final String NOTE =
      """
      insert into last_run as r (kind, began_at, ended_at, due_at, findings, told)
      values (?, ?, ?, ?, ?, ?)
      on conflict (kind) do update
         set began_at = excluded.began_at, ended_at = excluded.ended_at, due_at = excluded.due_at,
             findings = excluded.findings, told = excluded.told
       where r.began_at <= excluded.began_at
      """;

  private final DataSource dataSource;

  PostgresRuns(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public void note(Kind kind, Run run) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement upsert = connection.prepareStatement(NOTE)) {
      upsert.setString(1, kind.text());
      upsert.setTimestamp(2, Timestamp.from(run.beganAt()));
      upsert.setTimestamp(3, Timestamp.from(run.endedAt()));
      upsert.setTimestamp(4, run.dueAt().map(Timestamp::from).orElse(null));
      upsert.setLong(5, run.findings());
      upsert.setString(6, run.told());
      upsert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("a run could not be noted", e);
    }
  }

  @Override
  public Optional<Run> last(Kind kind) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select began_at, ended_at, due_at, findings, told from last_run where kind = ?")) {
      select.setString(1, kind.text());
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Run(
                    row.getTimestamp(1).toInstant(),
                    row.getTimestamp(2).toInstant(),
                    Optional.ofNullable(row.getTimestamp(3)).map(Timestamp::toInstant),
                    row.getLong(4),
                    row.getString(5)))
            : Optional.empty();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the last runs could not be read", e);
    }
  }
}
