package org.tocsin.account.password;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.tocsin.account.AccountSeal;
import org.tocsin.sealing.Secret;

/** Passwords and second factors in PostgreSQL. */
@ApplicationScoped
final class PostgresCredentials implements Credentials {

  private static final String PUT =
      """
      insert into operator_password (operator_id, hash, totp, last_step, set_at)
      values (?, ?, ?, ?, ?)
      on conflict (operator_id) do update
        set hash = excluded.hash, totp = excluded.totp, last_step = excluded.last_step,
            set_at = excluded.set_at
      """;

  private final DataSource dataSource;
  private final AccountSeal seal;

  PostgresCredentials(DataSource dataSource, AccountSeal seal) {
    this.dataSource = dataSource;
    this.seal = seal;
  }

  @Override
  public Optional<Kept> find(long operator) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select hash, totp from operator_password where operator_id = ?")) {
      select.setLong(1, operator);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(new Kept(row.getString(1), seal.seal().open(row.getBytes(2))))
            : Optional.empty();
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public void put(long operator, String hash, Secret totp, long usedStep, Instant now) {
    change(PUT, operator, hash, seal.seal().close(totp), usedStep, Timestamp.from(now));
  }

  @Override
  public void putRecoveryCodes(long operator, List<byte[]> hashes) {
    change("delete from operator_recovery_code where operator_id = ?", operator);
    for (byte[] hash : hashes) {
      change(
          "insert into operator_recovery_code (operator_id, hash) values (?, ?)", operator, hash);
    }
  }

  @Override
  public boolean remove(long operator) {
    change("delete from operator_recovery_code where operator_id = ?", operator);
    change("delete from sign_in_failure where operator_id = ?", operator);
    return change("delete from operator_password where operator_id = ?", operator) == 1;
  }

  @Override
  public boolean useStep(long operator, long step) {
    return change(
            "update operator_password set last_step = ? where operator_id = ? and last_step < ?",
            step,
            operator,
            step)
        == 1;
  }

  @Override
  public boolean useRecoveryCode(long operator, byte[] hash, Instant now) {
    return change(
            "update operator_recovery_code set used_at = ?"
                + " where operator_id = ? and hash = ? and used_at is null",
            Timestamp.from(now),
            operator,
            hash)
        == 1;
  }

  @Override
  public int recoveryCodesLeft(long operator) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select count(*) from operator_recovery_code"
                    + " where operator_id = ? and used_at is null")) {
      select.setLong(1, operator);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    } catch (SQLException e) {
      throw failure(e);
    }
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
    return new IllegalStateException("passwords could not be looked up or kept", cause);
  }
}
