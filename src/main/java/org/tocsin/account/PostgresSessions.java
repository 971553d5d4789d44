package org.tocsin.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.tocsin.enrolment.SecretText;

/** Sessions in PostgreSQL. */
@ApplicationScoped
final class PostgresSessions implements Sessions {

  /** Being seen is written down this often, so that looking at pages writes next to nothing. */
  private static final Duration SEEN_TO_THE = Duration.ofMinutes(5);

  private static final String FIND =
      """
      select o.id, o.name, o.role, o.organisation_id, o.created_at, s.id as session, s.seen_at
      from console_session s join operator o on o.id = s.operator_id
      where s.hash = ? and s.seen_at > ? and s.created_at > ? and o.revoked_at is null
      """;

  private static final String LIST =
      """
      select id, began_by, created_at, seen_at from console_session
      where operator_id = ? and seen_at > ? and created_at > ?
      order by created_at desc, id desc limit ?
      """;

  private static final String SEEN =
      """
      with seen as (update console_session set seen_at = ? where hash = ? returning operator_id)
      update operator o set seen_at = ? from seen where o.id = seen.operator_id
      """;

  private final DataSource dataSource;
  private final SecureRandom random;

  PostgresSessions(DataSource dataSource, SecureRandom random) {
    this.dataSource = dataSource;
    this.random = random;
  }

  @Override
  public String begin(Operator operator, Means by, Instant now) {
    forget(now);
    String secret = SecretText.generate(random) + SecretText.generate(random);
    change(
        "insert into console_session (hash, operator_id, began_by, created_at, seen_at)"
            + " values (?, ?, ?, ?, ?)",
        SecretText.hash(secret),
        operator.id(),
        by.text(),
        Timestamp.from(now),
        Timestamp.from(now));
    change("update operator set seen_at = ? where id = ?", Timestamp.from(now), operator.id());
    return secret;
  }

  @Override
  public Optional<Session> find(String secret, Instant now) {
    byte[] hash = SecretText.hash(secret);
    Optional<Seen> found = look(hash, now);
    if (found.isPresent() && found.get().at().isBefore(now.minus(SEEN_TO_THE))) {
      change(SEEN, Timestamp.from(now), hash, Timestamp.from(now));
    }
    return found.map(Seen::session);
  }

  private record Seen(Session session, Instant at) {}

  private Optional<Seen> look(byte[] hash, Instant now) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(FIND)) {
      select.setBytes(1, hash);
      select.setTimestamp(2, Timestamp.from(now.minus(IDLE)));
      select.setTimestamp(3, Timestamp.from(now.minus(LONGEST)));
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Seen(
                    new Session(row.getLong("session"), operator(row)),
                    row.getTimestamp("seen_at").toInstant()))
            : Optional.empty();
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  static Operator operator(ResultSet row) throws SQLException {
    return new Operator(
        row.getLong("id"),
        row.getString("name"),
        Role.of(row.getString("role")),
        Optional.ofNullable(row.getObject("organisation_id", Long.class)),
        row.getTimestamp("created_at").toInstant());
  }

  @Override
  public List<Listed> list(long operator, int limit, Instant now) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(LIST)) {
      select.setLong(1, operator);
      select.setTimestamp(2, Timestamp.from(now.minus(IDLE)));
      select.setTimestamp(3, Timestamp.from(now.minus(LONGEST)));
      select.setInt(4, limit);
      List<Listed> listed = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          listed.add(
              new Listed(
                  row.getLong("id"),
                  Means.of(row.getString("began_by")),
                  row.getTimestamp("created_at").toInstant(),
                  row.getTimestamp("seen_at").toInstant()));
        }
      }
      return listed;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public boolean end(long operator, long session) {
    return change("delete from console_session where operator_id = ? and id = ?", operator, session)
        == 1;
  }

  @Override
  public void end(String secret) {
    change("delete from console_session where hash = ?", SecretText.hash(secret));
  }

  @Override
  public int endAll(long operator) {
    return change("delete from console_session where operator_id = ?", operator);
  }

  private void forget(Instant now) {
    change(
        "delete from console_session where seen_at <= ? or created_at <= ?",
        Timestamp.from(now.minus(IDLE)),
        Timestamp.from(now.minus(LONGEST)));
  }

  private int change(String sql, Object... arguments) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setObject(i + 1, arguments[i]);
      }
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static IllegalStateException failure(SQLException cause) {
    return new IllegalStateException("the sessions could not be looked up or kept", cause);
  }
}
