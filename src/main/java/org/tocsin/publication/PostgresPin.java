package org.tocsin.publication;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.tocsin.address.Address;

/**
 * The release at which the list stands still. What joined after it is off, what left after it
 * before its time is on again until that time, and nothing new joins. What ends, is exempt, held,
 * rejected or withdrawn leaves all the same. Works in the caller's transaction.
 */
final class PostgresPin {

  /** What happened first to each address after a release tells whether it was in its set. */
  private static final String FIRST =
      """
      with first as (
        select distinct on (address) address, added
          from release_change where serial > ? order by address, serial)
      """;

  private static final String JOINED_SINCE =
      FIRST
          + "select l.address from listing l join first f on f.address = l.address"
          + " where f.added order by l.address";
  private static final String LEFT_EARLY =
      FIRST
          + """
          select f.address
            from first f
            join lateral (select c.expires_at, c.scenario from release_change c
                           where c.address = f.address and not c.added
                           order by c.serial desc limit 1) last on true
            left join listing l on l.address = f.address
            left join verdict v on v.address = f.address
           where not f.added and l.address is null
             and last.expires_at > ? and last.scenario is not null
             and v.delisted_at is null and coalesce(v.state not in ('rejected', 'held'), true)
           order by f.address
          """;
  private static final String OVER =
      "select l.address from listing l left join verdict v on v.address = l.address"
          + " where l.expires_at <= ? or v.state in ('rejected', 'held')"
          + " or (v.delisted_at is not null and v.state is distinct from 'global')"
          + " order by l.address";
  private static final String ENLIST_AGAIN =
      """
      insert into listing (address, scenario, since, expires_at, told_until)
      select distinct on (c.address) c.address, c.scenario, ?, c.expires_at,
             greatest(c.expires_at, coalesce(w.told_until, c.expires_at))
        from release_change c left join withdrawal w on w.address = c.address
       where c.address = any (?::inet[]) and not c.added
       order by c.address, c.serial desc
      """;

  private final Connection connection;

  PostgresPin(Connection connection) {
    this.connection = connection;
  }

  /** Returns the release at which the list stands still. */
  OptionalLong serial() throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("select serial from release_pin");
        ResultSet row = select.executeQuery()) {
      return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
    }
  }

  /** Returns whether a release is known and so is every change since. */
  boolean isKnown(long serial, Instant changesKeptSince) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select exists (select from release where serial = ? and issued_at >= ?)")) {
      select.setLong(1, serial);
      select.setTimestamp(2, Timestamp.from(changesKeptSince));
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  void set(long serial, Instant now) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into release_pin (serial, pinned_at) values (?, ?) on conflict (only_row)"
                + " do update set serial = excluded.serial, pinned_at = excluded.pinned_at")) {
      insert.setLong(1, serial);
      insert.setTimestamp(2, Timestamp.from(now));
      insert.executeUpdate();
    }
  }

  boolean clear() throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement("delete from release_pin")) {
      return delete.executeUpdate() > 0;
    }
  }

  /** Returns what leads back to a release. */
  PostgresBreaker.Decision back(long serial, Predicate<Address> exempt, Instant now)
      throws SQLException {
    List<Address> added =
        addresses(LEFT_EARLY, serial, now).stream().filter(exempt.negate()).toList();
    List<Address> removed = new ArrayList<>(addresses(JOINED_SINCE, serial));
    over(now).stream().filter(one -> !removed.contains(one)).forEach(removed::add);
    return decision(added, removed);
  }

  /** Returns what leaves all the same while the list stands still. */
  PostgresBreaker.Decision meanwhile(Set<Address> withdrawn, Instant now) throws SQLException {
    List<Address> removed = new ArrayList<>(over(now));
    for (Address address : addresses("select address from listing order by address")) {
      if (withdrawn.contains(address) && !removed.contains(address)) {
        removed.add(address);
      }
    }
    return decision(List.of(), removed);
  }

  private static PostgresBreaker.Decision decision(List<Address> added, List<Address> removed) {
    return new PostgresBreaker.Decision(added, removed, Set.copyOf(removed), added.size(), 0, 0);
  }

  private List<Address> over(Instant now) throws SQLException {
    return addresses(OVER, now);
  }

  private List<Address> addresses(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        Object value = parameters[i];
        select.setObject(i + 1, value instanceof Instant at ? Timestamp.from(at) : value);
      }
      return PostgresRows.addresses(select);
    }
  }

  /** Lists again what left early, as it was listed then. */
  void enlistAgain(long serial, List<Address> addresses) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(ENLIST_AGAIN)) {
      insert.setLong(1, serial);
      insert.setArray(2, PostgresRows.texts(connection, addresses));
      insert.executeUpdate();
    }
  }
}
