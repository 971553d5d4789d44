package org.tocsin.account.password;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/** Wrong tries in PostgreSQL. */
@ApplicationScoped
final class PostgresLockout implements Lockout {

  /** Whoever cleans up at the same time cleans up something else. */
  private static final String FORGET =
      """
      delete from sign_in_client where client in (
        select client from sign_in_client where since <= ? limit 100 for update skip locked)
      """;

  /** A client that waits is not counted on, so its wait ends. */
  private static final String COUNT_CLIENT =
      """
      insert into sign_in_client as c (client, failures, since) values (?, 1, ?)
      on conflict (client) do update
        set failures = case when c.since <= ? then 1 else c.failures + 1 end,
            since = case when c.since <= ? then excluded.since else c.since end
        where c.since <= ? or c.failures < ?
      returning failures
      """;

  /** An account that pauses is not counted on, so its pause ends. */
  private static final String COUNT_ACCOUNT =
      """
      insert into sign_in_failure as f (operator_id, failures, blocked_until)
      select id, 1, ? from operator where id = ?
      on conflict (operator_id) do update set failures = least(f.failures, 1000) + 1
        where f.blocked_until <= ?
      returning failures
      """;

  private static final String OFF_CLIENT =
      "update sign_in_client set failures = greatest(failures - 1, 0) where client = ?";

  private static final long NOBODY = 0;

  private final DataSource dataSource;

  PostgresLockout(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public Turn take(String client, Optional<Long> account, Instant now) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              try (Connection connection = dataSource.getConnection()) {
                return take(connection, client, account, now);
              }
            });
  }

  private static Turn take(
      Connection connection, String client, Optional<Long> account, Instant now)
      throws SQLException {
    Timestamp begin = Timestamp.from(now.minus(WINDOW));
    change(connection, FORGET, begin);
    Optional<Integer> tries =
        number(
            connection,
            COUNT_CLIENT,
            client,
            Timestamp.from(now),
            begin,
            begin,
            begin,
            FREE_OF_CLIENT);
    if (tries.isEmpty()) {
      return new Turn.ClientWaits(waits(connection, client).orElse(now).plus(WINDOW));
    }
    // For nobody, too: so that it takes the same time.
    Optional<Integer> failures =
        number(
            connection,
            COUNT_ACCOUNT,
            Timestamp.from(now),
            account.orElse(NOBODY),
            Timestamp.from(now));
    change(
        connection,
        "update sign_in_failure set blocked_until = ? where operator_id = ? and failures = ?",
        Timestamp.from(now.plus(Lockout.pauseAfter(failures.orElse(0)))),
        account.orElse(NOBODY),
        failures.orElse(0));
    return account.isPresent() && failures.isEmpty()
        ? new Turn.AccountPauses()
        : new Turn.Open(failures.orElse(0));
  }

  private static Optional<Instant> waits(Connection connection, String client) throws SQLException {
    return instant(connection, "select since from sign_in_client where client = ?", client);
  }

  @Override
  public void giveBack(String client, Optional<Long> account, Instant now) {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              try (Connection connection = dataSource.getConnection()) {
                change(connection, OFF_CLIENT, client);
                change(
                    connection,
                    "update sign_in_failure set failures = failures - 1, blocked_until = ?"
                        + " where operator_id = ? and failures > 0",
                    Timestamp.from(now),
                    account.orElse(NOBODY));
              } catch (SQLException e) {
                throw failure(e);
              }
            });
  }

  @Override
  public void succeeded(String client, long account) {
    try (Connection connection = dataSource.getConnection()) {
      change(connection, OFF_CLIENT, client);
      change(connection, "delete from sign_in_failure where operator_id = ?", account);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public boolean unlock(long account) {
    try (Connection connection = dataSource.getConnection()) {
      return change(connection, "delete from sign_in_failure where operator_id = ?", account) == 1;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public Optional<Instant> pausedUntil(long account, Instant now) {
    try (Connection connection = dataSource.getConnection()) {
      return instant(
              connection,
              "select blocked_until from sign_in_failure where operator_id = ?",
              account)
          .filter(until -> until.isAfter(now));
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static Optional<Instant> instant(Connection connection, String sql, Object argument)
      throws SQLException {
    try (PreparedStatement select = prepare(connection, sql, argument);
        ResultSet row = select.executeQuery()) {
      return row.next() ? Optional.of(row.getTimestamp(1).toInstant()) : Optional.empty();
    }
  }

  private static Optional<Integer> number(Connection connection, String sql, Object... arguments)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, arguments);
        ResultSet row = statement.executeQuery()) {
      return row.next() ? Optional.of(row.getInt(1)) : Optional.empty();
    }
  }

  private static int change(Connection connection, String sql, Object... arguments)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, arguments)) {
      return statement.executeUpdate();
    }
  }

  private static PreparedStatement prepare(Connection connection, String sql, Object... arguments)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
    return statement;
  }

  private static IllegalStateException failure(SQLException cause) {
    return new IllegalStateException("wrong sign-ins could not be counted", cause);
  }
}
