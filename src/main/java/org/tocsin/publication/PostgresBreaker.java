package org.tocsin.publication;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tocsin.address.Address;
import org.tocsin.curation.Policy;

/**
 * Decides which changes of the list go out and which are too many at once. Works in the caller's
 * transaction.
 */
final class PostgresBreaker {

  // A dropped address keeps its state until it is judged again.
  private static final String ADDED =
      "select v.address from verdict v left join listing l on l.address = v.address"
          + " where v.state = 'global' and v.decision is distinct from 'drop'"
          + " and l.address is null order by v.address";
  private static final String REMOVED =
      "select l.address, l.expires_at <= ? or coalesce(v.state in ('rejected', 'held'), false)"
          + " or v.delisted_at is not null"
          + " from listing l left join verdict v on v.address = l.address"
          + " where v.state is distinct from 'global' order by l.address";

  // What nobody has to decide about any more.
  private static final String SETTLE =
      "delete from parked_change p"
          + " where (p.added and not exists (select from verdict v left join listing l"
          + "  on l.address = v.address where v.address = p.address and v.state = 'global'"
          + "  and v.decision is distinct from 'drop' and l.address is null))"
          + " or (not p.added and not exists (select from listing l left join verdict v"
          + "  on v.address = l.address where l.address = p.address"
          + "  and v.state is distinct from 'global'))";

  /**
   * What goes out and what was parked.
   *
   * @param added what joins
   * @param removed what leaves
   * @param forGood what of it does not leave by judgement alone, but by time or by will
   * @param approved how many of those that join a person approved
   * @param parkedAdditions how many wait to join
   * @param parkedRemovals how many wait to leave
   */
  record Decision(
      List<Address> added,
      List<Address> removed,
      Set<Address> forGood,
      int approved,
      int parkedAdditions,
      int parkedRemovals) {}

  private final Connection connection;
  private final Policy.Breaker breaker;
  private final Instant now;

  PostgresBreaker(Connection connection, Policy.Breaker breaker, Instant now) {
    this.connection = connection;
    this.breaker = breaker;
    this.now = now;
  }

  Decision decide(Set<Address> withdrawn) throws SQLException {
    settle();
    long listed = listed();
    List<Address> added = new ArrayList<>();
    List<Address> removed = new ArrayList<>();
    int parkedAdditions = additions(added, breaker.adds().of(listed));
    Set<Address> forGood = new HashSet<>(withdrawn);
    int parkedRemovals = removals(removed, forGood, breaker.removes().of(listed));
    Set<Address> approved = parked(true, true);
    approved.retainAll(added);
    return new Decision(added, removed, forGood, approved.size(), parkedAdditions, parkedRemovals);
  }

  private void settle() throws SQLException {
    try (PreparedStatement settle = connection.prepareStatement(SETTLE)) {
      settle.executeUpdate();
    }
  }

  private long listed() throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("select count(*) from listing");
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private int additions(List<Address> go, long most) throws SQLException {
    List<Address> all;
    try (PreparedStatement select = connection.prepareStatement(ADDED)) {
      all = PostgresRows.addresses(select);
    }
    Breaker.Sorted sorted =
        Breaker.additions(all, parked(true, true), !parked(true, false).isEmpty(), most);
    go.addAll(sorted.go());
    park(sorted.park(), true);
    return sorted.park().size();
  }

  /** Also says what leaves whatever the breaker says. */
  private int removals(List<Address> go, Set<Address> free, long most) throws SQLException {
    free.addAll(parked(false, true));
    List<Address> all = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(REMOVED)) {
      select.setTimestamp(1, Timestamp.from(now));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          Address address = PostgresRows.address(rows, 1);
          all.add(address);
          if (rows.getBoolean(2)) {
            free.add(address);
          }
        }
      }
    }
    Breaker.Sorted sorted = Breaker.removals(all, free, parked(false, false), most);
    go.addAll(sorted.go());
    park(sorted.park(), false);
    return sorted.park().size();
  }

  private Set<Address> parked(boolean added, boolean approved) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select address from parked_change where added = ? and approved = ?")) {
      select.setBoolean(1, added);
      select.setBoolean(2, approved);
      return new HashSet<>(PostgresRows.addresses(select));
    }
  }

  private void park(Collection<Address> addresses, boolean added) throws SQLException {
    if (addresses.isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into parked_change (address, added, parked_at)"
                + " select unnest(?::inet[]), ?, ?"
                + " on conflict (address) do nothing")) {
      insert.setArray(1, PostgresRows.texts(connection, addresses));
      insert.setBoolean(2, added);
      insert.setTimestamp(3, Timestamp.from(now));
      insert.executeUpdate();
    }
  }

  /** Returns since when something waits to join, or to leave. */
  static Optional<Instant> parkedSince(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                "select min(parked_at) from parked_change"
                    + " where not approved and isfinite(parked_at)");
        ResultSet row = select.executeQuery()) {
      row.next();
      return PostgresRows.instant(row, 1);
    }
  }

  static List<Address> waitingToJoin(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select address from parked_change where added and not approved order by address")) {
      return PostgresRows.addresses(select);
    }
  }
}
