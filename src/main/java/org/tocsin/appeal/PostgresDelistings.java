package org.tocsin.appeal;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.tocsin.address.Address;

/** Delistings in PostgreSQL. */
@ApplicationScoped
final class PostgresDelistings implements Delistings {

  private final DataSource dataSource;

  PostgresDelistings(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public Optional<Instant> last(Address address) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement("select at from delisting where address = ?::inet")) {
      select.setString(1, address.toString());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getTimestamp(1).toInstant()) : Optional.empty();
      }
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  @Override
  public boolean note(Address address, Instant now, Instant since) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement upsert =
            connection.prepareStatement(
                "insert into delisting as d (address, at) values (?::inet, ?)"
                    + " on conflict (address) do update set at = excluded.at where d.at <= ?")) {
      upsert.setString(1, address.toString());
      upsert.setTimestamp(2, Timestamp.from(now));
      upsert.setTimestamp(3, Timestamp.from(since));
      return upsert.executeUpdate() == 1;
    } catch (SQLException e) {
      throw failure("noted", e);
    }
  }

  @Override
  public void forget(Instant before) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement delete =
            connection.prepareStatement("delete from delisting where at < ?")) {
      delete.setTimestamp(1, Timestamp.from(before));
      delete.executeUpdate();
    } catch (SQLException e) {
      throw failure("forgotten", e);
    }
  }

  private static IllegalStateException failure(String what, SQLException cause) {
    return new IllegalStateException("a delisting could not be " + what, cause);
  }
}
