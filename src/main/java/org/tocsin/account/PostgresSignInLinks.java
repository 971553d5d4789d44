package org.tocsin.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.tocsin.enrolment.SecretText;

/** One-time links in PostgreSQL. */
@ApplicationScoped
final class PostgresSignInLinks implements SignInLinks {

  private static final String CREATE =
      """
      insert into sign_in_link (hash, operator_id, created_at, expires_at)
      select ?, id, ?, ? from operator where id = ? and revoked_at is null
      """;

  /** Two who use one link at the same time: the second finds it used. */
  private static final String REDEEM =
      """
      update sign_in_link l set used_at = ?
      from operator o
      where l.hash = ? and l.used_at is null and l.expires_at > ?
        and o.id = l.operator_id and o.revoked_at is null
      returning o.id, o.name, o.role, o.organisation_id, o.created_at
      """;

  private final DataSource dataSource;
  private final SecureRandom random;

  PostgresSignInLinks(DataSource dataSource, SecureRandom random) {
    this.dataSource = dataSource;
    this.random = random;
  }

  @Override
  public Optional<String> create(long operator, Instant now) {
    String secret = SecretText.generate(random);
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert = connection.prepareStatement(CREATE)) {
      forget(connection, now);
      insert.setBytes(1, SecretText.hash(secret));
      insert.setTimestamp(2, Timestamp.from(now));
      insert.setTimestamp(3, Timestamp.from(now.plus(WORKS_FOR)));
      insert.setLong(4, operator);
      return insert.executeUpdate() == 1 ? Optional.of(secret) : Optional.empty();
    } catch (SQLException e) {
      throw new IllegalStateException("a sign-in link could not be made", e);
    }
  }

  @Override
  public Optional<Operator> redeem(String secret, Instant now) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement update = connection.prepareStatement(REDEEM)) {
      update.setTimestamp(1, Timestamp.from(now));
      update.setBytes(2, SecretText.hash(secret));
      update.setTimestamp(3, Timestamp.from(now));
      try (ResultSet row = update.executeQuery()) {
        return row.next() ? Optional.of(PostgresSessions.operator(row)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("a sign-in link could not be used", e);
    }
  }

  private static void forget(Connection connection, Instant now) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("delete from sign_in_link where expires_at <= ?")) {
      delete.setTimestamp(1, Timestamp.from(now));
      delete.executeUpdate();
    }
  }
}
