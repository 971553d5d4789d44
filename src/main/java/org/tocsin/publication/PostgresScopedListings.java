package org.tocsin.publication;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.tocsin.address.Address;

/** Scoped listings in PostgreSQL. */
@ApplicationScoped
final class PostgresScopedListings implements ScopedListings {

  // What is to be listed for everybody, but is not yet because there is too much of it, stays.
  private static final String WITHDRAW =
      """
      update scoped_listing s set listed = false
       where s.listed
         and not exists (
           select from verdict v
            where v.address = s.address
              and (v.state = 'scoped' and v.expires_at > ? and s.organisation_id = any (v.recipients)
                or v.state = 'global' and s.expires_at > ? and v.decision is distinct from 'drop'
                   and not exists (select from listing l where l.address = s.address)))
      """;

  private static final String REFRESH =
      """
      update scoped_listing s
         set scenario = v.scenario, expires_at = v.expires_at,
             told_until = greatest(s.told_until, v.expires_at)
        from verdict v
       where v.state = 'scoped' and v.address = s.address and v.expires_at > ?
         and s.organisation_id = any (v.recipients) and s.listed
         and (v.expires_at, v.scenario) is distinct from (s.expires_at, s.scenario)
      """;

  private static final String ENLIST =
      """
      insert into scoped_listing as s
             (address, organisation_id, scenario, expires_at, told_until, listed)
      select v.address, r.organisation_id, v.scenario, v.expires_at, v.expires_at, true
        from verdict v cross join lateral unnest(v.recipients) r (organisation_id)
       where v.state = 'scoped' and v.expires_at > ?
         and not exists (
           select from scoped_listing o
            where o.address = v.address and o.organisation_id = r.organisation_id and o.listed)
      on conflict (address, organisation_id) do update
        set scenario = excluded.scenario, expires_at = excluded.expires_at,
            told_until = greatest(s.told_until, excluded.expires_at), listed = true
      """;

  private static final String PRUNE =
      "delete from scoped_listing where not listed and told_until <= ?";

  // One statement sees one moment.
  private static final String READ =
      """
      select h.serial, c.number, s.address, s.scenario, s.expires_at, s.listed
        from release_head h cross join scoped_change c
        left join scoped_listing s
          on s.organisation_id = ? and (s.listed or s.told_until > ?)
       order by s.address
      """;

  private final DataSource dataSource;

  PostgresScopedListings(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Brings the listings in step with the verdicts and with what is listed for everybody now. */
  static void follow(Connection connection, Instant now) throws SQLException {
    int changed = change(connection, WITHDRAW, now, now);
    change(connection, REFRESH, now);
    changed += change(connection, ENLIST, now);
    change(connection, PRUNE, now);
    if (changed > 0) {
      change(connection, "update scoped_change set number = number + 1");
    }
  }

  private static int change(Connection connection, String sql, Instant... times)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < times.length; i++) {
        statement.setTimestamp(i + 1, Timestamp.from(times[i]));
      }
      return statement.executeUpdate();
    }
  }

  @Override
  public long lastChange() {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement("select number from scoped_change");
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public Set<Long> organisations(Instant now) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select distinct organisation_id from scoped_listing"
                    + " where listed or told_until > ?")) {
      select.setTimestamp(1, Timestamp.from(now));
      Set<Long> organisations = new HashSet<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          organisations.add(rows.getLong(1));
        }
      }
      return organisations;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public ScopedList of(long organisation, Instant now) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(READ)) {
      select.setLong(1, organisation);
      select.setTimestamp(2, Timestamp.from(now));
      try (ResultSet rows = select.executeQuery()) {
        return list(rows);
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** The first row is always there, with nothing in it but the numbers if nothing is listed. */
  private static ScopedList list(ResultSet rows) throws SQLException {
    List<PublishedList.Entry> entries = new ArrayList<>();
    List<Address> withdrawn = new ArrayList<>();
    long serial = 0;
    long change = 0;
    while (rows.next()) {
      serial = rows.getLong(1);
      change = rows.getLong(2);
      if (rows.getString(3) == null) {
        continue;
      }
      Address address = PostgresRows.address(rows, 3);
      if (rows.getBoolean(6)) {
        entries.add(
            new PublishedList.Entry(address, rows.getString(4), rows.getTimestamp(5).toInstant()));
      } else {
        withdrawn.add(address);
      }
    }
    return new ScopedList(serial, change, entries, withdrawn);
  }

  private static IllegalStateException failure(SQLException cause) {
    return new IllegalStateException("the scoped listings could not be read", cause);
  }
}
