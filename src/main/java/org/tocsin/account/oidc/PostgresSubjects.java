package org.tocsin.account.oidc;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** Subjects in PostgreSQL. */
@ApplicationScoped
final class PostgresSubjects implements Subjects {

  private final DataSource dataSource;

  PostgresSubjects(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public Optional<Long> find(String issuer, String subject) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select operator_id from operator_subject where issuer = ? and subject = ?")) {
      select.setString(1, issuer);
      select.setString(2, subject);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("a subject could not be looked up", e);
    }
  }

  @Override
  public void add(String issuer, String subject, long operator) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into operator_subject (issuer, subject, operator_id) values (?, ?, ?)")) {
      insert.setString(1, issuer);
      insert.setString(2, subject);
      insert.setLong(3, operator);
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("a subject could not be kept", e);
    }
  }
}
