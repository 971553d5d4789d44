package org.tocsin.publication;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.tocsin.address.Address;

/** The releases in PostgreSQL. */
@ApplicationScoped
final class PostgresReleaseHistory implements ReleaseHistory, ReleaseSets {

  private static final String CHANGES =
      """
      select address, serial, added
        from release_change
       where serial > ? and serial <= ?
       order by address, serial
      """;

  private static final String LISTINGS =
      """
      select l.address, l.scenario, r.issued_at, l.expires_at, coalesce(v.score, 0)
        from listing l join release r on r.serial = l.since left join verdict v on v.address = l.address
       order by l.address
      """;

  private static final String DEPARTED =
      """
      select c.address, c.scenario, s.issued_at, r.issued_at
        from release_change c join release r on r.serial = c.serial join release s on s.serial = c.since
       where c.serial > ? and not c.added
       order by c.serial, c.address
      """;

  private static final String MADE =
      """
      select serial, issued_at, count_v4, count_v6, joined, departed
        from release where serial < ? order by serial desc limit ?
      """;

  /** A week may have millions of changes. */
  private static final int FETCHED = 10_000;

  private final DataSource dataSource;

  PostgresReleaseHistory(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public Newest newest() {
    return read(
        "select session, serial from release_session, release_head",
        select -> {},
        row -> new Newest(row.getObject(1, UUID.class), row.getLong(2)));
  }

  @Override
  public int approved(long serial) {
    return read(
        "select coalesce(max(approved), 0) from release where serial = ?",
        select -> select.setLong(1, serial),
        row -> row.getInt(1));
  }

  @Override
  public List<Made> made(long before, int limit) {
    List<Made> made = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(MADE)) {
      select.setLong(1, before);
      select.setInt(2, limit);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          made.add(
              new Made(
                  rows.getLong(1),
                  rows.getTimestamp(2).toInstant(),
                  rows.getInt(3),
                  rows.getInt(4),
                  rows.getInt(5),
                  rows.getInt(6)));
        }
      }
      return made;
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  @Override
  public List<Address> set() {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement("select address from listing order by address")) {
      return PostgresRows.addresses(select);
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  @Override
  public List<Listing> listings() {
    List<Listing> listings = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(LISTINGS);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        listings.add(
            new Listing(
                PostgresRows.address(rows, 1),
                rows.getString(2),
                rows.getTimestamp(3).toInstant(),
                rows.getTimestamp(4).toInstant(),
                rows.getLong(5)));
      }
      return listings;
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  @Override
  public long serialAt(Instant instant) {
    return read(
        "select coalesce(max(serial), 0) from release where issued_at <= ?",
        select -> select.setTimestamp(1, Timestamp.from(instant)),
        row -> row.getLong(1));
  }

  @Override
  public List<Change> changes(long after, long upTo) {
    List<Change> changes = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(CHANGES)) {
      select.setFetchSize(FETCHED);
      select.setLong(1, after);
      select.setLong(2, upTo);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          changes.add(
              new Change(PostgresRows.address(rows, 1), rows.getLong(2), rows.getBoolean(3)));
        }
      }
      return changes;
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  @Override
  public List<Departure> departed(long after) {
    List<Departure> departures = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(DEPARTED)) {
      select.setLong(1, after);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          departures.add(
              new Departure(
                  PostgresRows.address(rows, 1),
                  rows.getString(2),
                  rows.getTimestamp(3).toInstant(),
                  rows.getTimestamp(4).toInstant()));
        }
      }
      return departures;
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  @Override
  public UUID beginSession(Instant now) {
    return read(
        "update release_session set session = gen_random_uuid(), began_at = ? returning session",
        update -> update.setTimestamp(1, Timestamp.from(now)),
        row -> row.getObject(1, UUID.class));
  }

  private interface Parameters {
    void set(PreparedStatement statement) throws SQLException;
  }

  private interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Reads the one row there is. */
  private <T> T read(String sql, Parameters parameters, Row<T> read) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      parameters.set(statement);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return read.read(row);
      }
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  private static IllegalStateException failure(String what, SQLException cause) {
    return new IllegalStateException("the releases could not be " + what, cause);
  }
}
