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
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.curation.Exemption;

/** Exemptions in PostgreSQL. */
@ApplicationScoped
final class PostgresAllowlist implements Allowlist {

  private final DataSource dataSource;

  PostgresAllowlist(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public Entry add(Exemption exemption, Instant now, Optional<Instant> expiresAt) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into allowlist_entry (prefix, tier, reason, created_at, expires_at)"
                    + " values (?::inet, ?, ?, ?, ?) returning id")) {
      insert.setString(1, exemption.range().toString());
      insert.setString(2, exemption.tier().name().toLowerCase(Locale.ROOT));
      insert.setString(3, exemption.reason());
      insert.setTimestamp(4, Timestamp.from(now));
      insert.setTimestamp(5, expiresAt.map(Timestamp::from).orElse(null));
      try (ResultSet row = insert.executeQuery()) {
        row.next();
        return new Entry(row.getLong(1), exemption, now, expiresAt);
      }
    } catch (SQLException e) {
      throw failure("changed", e);
    }
  }

  @Override
  public Optional<Prefix> remove(long id, Instant now) {
    return takeRanges(
            "update allowlist_entry set removed_at = ? where id = ? and removed_at is null"
                + " returning prefix",
            now,
            Optional.of(id))
        .stream()
        .findFirst();
  }

  @Override
  public List<Prefix> takeExpired(Instant now) {
    return takeRanges(
        "update allowlist_entry set removed_at = expires_at where expires_at <= ?"
            + " and removed_at is null returning prefix",
        now,
        Optional.empty());
  }

  private List<Prefix> takeRanges(String sql, Instant now, Optional<Long> id) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement update = connection.prepareStatement(sql)) {
      update.setTimestamp(1, Timestamp.from(now));
      if (id.isPresent()) {
        update.setLong(2, id.get());
      }
      List<Prefix> ranges = new ArrayList<>();
      try (ResultSet rows = update.executeQuery()) {
        while (rows.next()) {
          ranges.add(range(rows.getString(1)));
        }
      }
      return ranges;
    } catch (SQLException e) {
      throw failure("changed", e);
    }
  }

  @Override
  public List<Entry> list(long after, int limit, Instant now) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select id, prefix, tier, reason, created_at, expires_at from allowlist_entry"
                    + " where id > ? and removed_at is null"
                    + " and (expires_at is null or expires_at > ?) order by id limit ?")) {
      select.setLong(1, after);
      select.setTimestamp(2, Timestamp.from(now));
      select.setInt(3, limit);
      List<Entry> entries = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          entries.add(entry(rows));
        }
      }
      return entries;
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  @Override
  public List<Entry> holding(Address address, int limit, Instant now) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select id, prefix, tier, reason, created_at, expires_at from allowlist_entry"
                    + " where prefix >>= ?::inet and removed_at is null"
                    + " and (expires_at is null or expires_at > ?)"
                    + " order by masklen(prefix) desc, id limit ?")) {
      select.setString(1, address.toString());
      select.setTimestamp(2, Timestamp.from(now));
      select.setInt(3, limit);
      List<Entry> entries = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          entries.add(entry(rows));
        }
      }
      return entries;
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  private static Entry entry(ResultSet row) throws SQLException {
    Exemption.Tier tier = Exemption.Tier.valueOf(row.getString(3).toUpperCase(Locale.ROOT));
    return new Entry(
        row.getLong(1),
        new Exemption(range(row.getString(2)), tier, row.getString(4)),
        row.getTimestamp(5).toInstant(),
        Optional.ofNullable(row.getTimestamp(6)).map(Timestamp::toInstant));
  }

  @Override
  public List<Exemption> inForce(Instant now) {
    return list(0, Integer.MAX_VALUE, now).stream().map(Entry::exemption).toList();
  }

  private static Prefix range(String text) {
    if (Prefix.read(text) instanceof Prefix.Reading.Accepted accepted) {
      return accepted.prefix();
    }
    throw new IllegalStateException("the database holds a malformed range");
  }

  private static IllegalStateException failure(String what, SQLException cause) {
    return new IllegalStateException("the allowlist could not be " + what, cause);
  }
}
