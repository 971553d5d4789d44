package org.tocsin.account.passkey;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Passkeys in PostgreSQL. */
@ApplicationScoped
final class PostgresPasskeyStore implements PasskeyStore {

  private static final int MOST = 20;

  private static final String ADD =
      """
      insert into operator_passkey
        (operator_id, name, credential_id, credential, sign_count, created_at)
      select ?, ?, ?, ?, ?, ?
       where (select count(*) from operator_passkey where operator_id = ?) < ?
      on conflict (credential_id) do nothing
      """;

  private static final String FIND =
      """
      select k.id, k.operator_id, k.credential, k.sign_count
        from operator_passkey k join operator o on o.id = k.operator_id
       where k.credential_id = ? and o.revoked_at is null
      """;

  private final DataSource dataSource;

  PostgresPasskeyStore(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public Optional<Kept> find(byte[] credentialId) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = prepare(connection, FIND, credentialId);
        ResultSet row = select.executeQuery()) {
      return row.next()
          ? Optional.of(new Kept(row.getLong(1), row.getLong(2), row.getBytes(3), row.getLong(4)))
          : Optional.empty();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public boolean add(long operator, String name, byte[] credentialId, Kept kept, Instant now) {
    return change(
            ADD,
            operator,
            name,
            credentialId,
            kept.credential(),
            kept.signCount(),
            Timestamp.from(now),
            operator,
            MOST)
        == 1;
  }

  @Override
  public boolean used(Kept passkey, long signCount, Instant now) {
    return change(
            "update operator_passkey set sign_count = ?, used_at = ?"
                + " where id = ? and sign_count = ?",
            signCount,
            Timestamp.from(now),
            passkey.id(),
            passkey.signCount())
        == 1;
  }

  @Override
  public List<Passkey> list(long operator) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            prepare(
                connection,
                "select id, name, created_at, used_at from operator_passkey"
                    + " where operator_id = ? order by id limit "
                    + MOST,
                operator);
        ResultSet row = select.executeQuery()) {
      List<Passkey> passkeys = new ArrayList<>();
      while (row.next()) {
        passkeys.add(
            new Passkey(
                row.getLong(1),
                row.getString(2),
                row.getTimestamp(3).toInstant(),
                Optional.ofNullable(row.getTimestamp(4)).map(Timestamp::toInstant)));
      }
      return passkeys;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public Optional<String> remove(long operator, long id) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement delete =
            prepare(
                connection,
                "delete from operator_passkey where operator_id = ? and id = ? returning name",
                operator,
                id);
        ResultSet row = delete.executeQuery()) {
      return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private int change(String sql, Object... arguments) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = prepare(connection, sql, arguments)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw failure(e);
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
    return new IllegalStateException("passkeys could not be looked up or kept", cause);
  }
}
