package org.tocsin.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The record in PostgreSQL, where a trigger refuses every change of it. */
@ApplicationScoped
final class PostgresAuditLog implements AuditLog {

  private final DataSource dataSource;
  private final InstantSource clock;

  PostgresAuditLog(DataSource dataSource, InstantSource clock) {
    this.dataSource = dataSource;
    this.clock = clock;
  }

  @Override
  public void record(String operator, String act, String subject, String detail) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into audit_entry (at, operator, act, subject, detail)"
                    + " values (?, ?, ?, ?, ?)")) {
      insert.setTimestamp(1, Timestamp.from(clock.instant()));
      insert.setString(2, operator);
      insert.setString(3, act);
      insert.setString(4, subject);
      insert.setString(5, detail);
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("the act could not be recorded, so it does not happen", e);
    }
  }

  @Override
  public List<AuditEntry> list(long after, int limit) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select id, at, operator, act, subject, detail from audit_entry"
                    + " where id > ? order by id limit ?")) {
      select.setLong(1, after);
      select.setInt(2, limit);
      List<AuditEntry> entries = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          entries.add(
              new AuditEntry(
                  rows.getLong(1),
                  rows.getTimestamp(2).toInstant(),
                  rows.getString(3),
                  rows.getString(4),
                  rows.getString(5),
                  rows.getString(6)));
        }
      }
      return entries;
    } catch (SQLException e) {
      throw new IllegalStateException("the audit record could not be read", e);
    }
  }
}
