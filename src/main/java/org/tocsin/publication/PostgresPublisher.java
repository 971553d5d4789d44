package org.tocsin.publication;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.tocsin.address.Address;
import org.tocsin.curation.Policy;
import org.tocsin.curation.Standing;
import org.tocsin.curation.VerdictLedger;

/** Releases in PostgreSQL. */
@ApplicationScoped
final class PostgresPublisher implements Publisher {

  // What a client was told lasts longest; whoever leaves before that is withdrawn until then.
  private static final String WITHDRAW =
      "insert into withdrawal (address, serial, told_until)"
          + " select address, ?, told_until from listing"
          + " where address = any (?::inet[]) and told_until > ?"
          + " on conflict (address) do update"
          + " set serial = excluded.serial, told_until = excluded.told_until";
  private static final String DELIST = "delete from listing where address = any (?::inet[])";
  private static final String ENLIST =
      "insert into listing (address, scenario, since, expires_at, told_until)"
          + " select v.address, v.scenario, ?, v.expires_at,"
          + "        greatest(v.expires_at, coalesce(w.told_until, v.expires_at))"
          + " from verdict v left join withdrawal w on w.address = v.address"
          + " where v.address = any (?::inet[])";
  private static final String REINSTATE = "delete from withdrawal where address = any (?::inet[])";
  private static final String REFRESH =
      "update listing l set scenario = v.scenario, expires_at = v.expires_at,"
          + " told_until = greatest(l.told_until, v.expires_at) from verdict v"
          + " where v.address = l.address and v.state = 'global'"
          + " and (v.expires_at, v.scenario) is distinct from (l.expires_at, l.scenario)";

  private static final String JOINED =
      "insert into release_change (serial, address, added) select ?, unnest(?::inet[]), true";
  // Its listing is deleted next, and whoever was told of it has to be told which one ended.
  private static final String LEFT =
      "insert into release_change (serial, address, added, since, scenario)"
          + " select ?, left_now.address, false, l.since, l.scenario"
          + " from unnest(?::inet[]) left_now (address)"
          + " left join listing l on l.address = left_now.address";
  private static final String LEFT_EARLY =
      "insert into release_change (serial, address, added, since, scenario, expires_at)"
          + " select ?, left_now.address, false, l.since, l.scenario, l.expires_at"
          + " from unnest(?::inet[]) left_now (address)"
          + " left join listing l on l.address = left_now.address";
  private static final Enlisting ENLISTS = PostgresPublisher::enlist;

  /** So far back the changes of releases are kept for readers in any case. */
  private static final Duration REACHES_BACK = Duration.ofDays(7);

  private final DataSource dataSource;
  private final VerdictLedger verdicts;

  PostgresPublisher(DataSource dataSource, VerdictLedger verdicts) {
    this.dataSource = dataSource;
    this.verdicts = verdicts;
  }

  @Override
  public Publication publish(Policy.Breaker breaker, Set<Address> withdrawn, Instant now) {
    try (Connection connection = dataSource.getConnection()) {
      PostgresPin pin = new PostgresPin(connection);
      execute(connection, REFRESH);
      Publication made =
          pin.serial().isPresent()
              ? make(connection, pin.meanwhile(withdrawn, now), ENLISTS, now)
              : make(
                  connection,
                  new PostgresBreaker(connection, breaker, now).decide(withdrawn),
                  ENLISTS,
                  now);
      PostgresReleaseStory.made(
          connection,
          made,
          withdrawn.isEmpty() ? ReleaseStory.Cause.RUN : ReleaseStory.Cause.WITHDRAWAL,
          Optional.empty());
      PostgresScopedListings.follow(connection, now);
      return made;
    } catch (SQLException e) {
      throw failure("made", e);
    }
  }

  @Override
  public Optional<Publication> rollBack(long serial, Predicate<Address> exempt, Instant now) {
    try (Connection connection = dataSource.getConnection()) {
      PostgresPin pin = new PostgresPin(connection);
      if (!pin.isKnown(serial, now.minus(REACHES_BACK))) {
        return Optional.empty();
      }
      pin.set(serial, now);
      Enlisting again = (any, next, added) -> pin.enlistAgain(next, added);
      Publication made = make(connection, pin.back(serial, exempt, now), again, now);
      PostgresReleaseStory.made(connection, made, ReleaseStory.Cause.ROLLBACK, Optional.of(serial));
      return Optional.of(made);
    } catch (SQLException e) {
      throw failure("rolled back", e);
    }
  }

  @Override
  public OptionalLong standsStillAt() {
    try (Connection connection = dataSource.getConnection()) {
      return new PostgresPin(connection).serial();
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  @Override
  public boolean resume() {
    try (Connection connection = dataSource.getConnection()) {
      return new PostgresPin(connection).clear();
    } catch (SQLException e) {
      throw failure("resumed", e);
    }
  }

  /** Puts what joins on the list. */
  private interface Enlisting {
    void enlist(Connection connection, long serial, List<Address> added) throws SQLException;
  }

  private static Publication make(
      Connection connection, PostgresBreaker.Decision decided, Enlisting enlisting, Instant now)
      throws SQLException {
    long head = head(connection);
    long serial = head;
    if (!decided.added().isEmpty() || !decided.removed().isEmpty()) {
      serial = head + 1;
      moveHead(connection, head, serial);
      insertRelease(connection, serial, decided.approved(), now);
      recordChanges(connection, serial, decided);
      delist(connection, serial, decided.removed(), now);
      enlisting.enlist(connection, serial, decided.added());
      change(connection, REINSTATE, decided.added());
      prune(connection, now);
      describe(connection, serial);
    }
    return new Publication(
        decided.added().size(),
        decided.removed().size(),
        serial,
        decided.parkedAdditions(),
        decided.parkedRemovals());
  }

  @Override
  public Optional<Instant> parkedSince() {
    try (Connection connection = dataSource.getConnection()) {
      return PostgresBreaker.parkedSince(connection);
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  @Override
  public void approveParked(String by) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                "update parked_change set approved = true, approved_by = ?"
                    + " where not approved and parked_at < 'infinity'")) {
      update.setString(1, by);
      update.executeUpdate();
    } catch (SQLException e) {
      throw failure("approved", e);
    }
  }

  @Override
  public void dropParked(Instant now) {
    try (Connection connection = dataSource.getConnection()) {
      for (Address address : PostgresBreaker.waitingToJoin(connection)) {
        verdicts.change(address, standing -> standing.decided(Standing.Outcome.DROP, now), now);
      }
      execute(connection, "delete from parked_change where added and not approved");
      // What waits to leave was decided about by staying: it is not asked again.
      execute(connection, "update parked_change set parked_at = 'infinity' where not approved");
    } catch (SQLException e) {
      throw failure("dropped", e);
    }
  }

  private static long head(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("select serial from release_head");
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /**
   * Two publishers that start from one head cannot both move it: the second changes no row and
   * gives up.
   */
  private static void moveHead(Connection connection, long from, long to) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("update release_head set serial = ? where serial = ?")) {
      update.setLong(1, to);
      update.setLong(2, from);
      if (update.executeUpdate() != 1) {
        throw new IllegalStateException("another publisher made release " + to);
      }
    }
  }

  private static void insertRelease(Connection connection, long serial, int approved, Instant now)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into release (serial, issued_at, count_v4, count_v6, set_sha256, approved)"
                + " values (?, ?, 0, 0, '', ?)")) {
      insert.setLong(1, serial);
      insert.setTimestamp(2, Timestamp.from(now));
      insert.setInt(3, approved);
      insert.executeUpdate();
    }
  }

  private static void recordChanges(
      Connection connection, long serial, PostgresBreaker.Decision decided) throws SQLException {
    record(connection, JOINED, serial, decided.added());
    record(
        connection,
        LEFT,
        serial,
        decided.removed().stream().filter(decided.forGood()::contains).toList());
    record(
        connection,
        LEFT_EARLY,
        serial,
        decided.removed().stream().filter(one -> !decided.forGood().contains(one)).toList());
  }

  private static void record(
      Connection connection, String sql, long serial, List<Address> addresses) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setLong(1, serial);
      insert.setArray(2, PostgresRows.texts(connection, addresses));
      insert.executeUpdate();
    }
  }

  private static void delist(Connection connection, long serial, List<Address> removed, Instant now)
      throws SQLException {
    try (PreparedStatement withdraw = connection.prepareStatement(WITHDRAW)) {
      withdraw.setLong(1, serial);
      withdraw.setArray(2, PostgresRows.texts(connection, removed));
      withdraw.setTimestamp(3, Timestamp.from(now));
      withdraw.executeUpdate();
    }
    change(connection, DELIST, removed);
  }

  private static void enlist(Connection connection, long serial, List<Address> added)
      throws SQLException {
    try (PreparedStatement enlist = connection.prepareStatement(ENLIST)) {
      enlist.setLong(1, serial);
      enlist.setArray(2, PostgresRows.texts(connection, added));
      enlist.executeUpdate();
    }
  }

  private static void prune(Connection connection, Instant now) throws SQLException {
    try (PreparedStatement prune =
        connection.prepareStatement("delete from withdrawal where told_until <= ?")) {
      prune.setTimestamp(1, Timestamp.from(now));
      prune.executeUpdate();
    }
  }

  private static void describe(Connection connection, long serial) throws SQLException {
    MessageDigest digest = sha256();
    Map<Address.Family, Integer> count = new EnumMap<>(Address.Family.class);
    for (Address address : addresses(connection, "select address from listing order by address")) {
      digest.update((address + "\n").getBytes(StandardCharsets.US_ASCII));
      count.merge(address.family(), 1, Integer::sum);
    }
    try (PreparedStatement update =
        connection.prepareStatement(
            "update release set count_v4 = ?, count_v6 = ?, set_sha256 = ? where serial = ?")) {
      update.setInt(1, count.getOrDefault(Address.Family.IPV4, 0));
      update.setInt(2, count.getOrDefault(Address.Family.IPV6, 0));
      update.setBytes(3, digest.digest());
      update.setLong(4, serial);
      update.executeUpdate();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public PublishedList current(Instant now) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement listings =
            connection.prepareStatement(
                "select address, scenario, expires_at from listing order by address");
        PreparedStatement withdrawals =
            connection.prepareStatement(
                "select address from withdrawal where told_until > ? order by address")) {
      long serial = head(connection);
      List<PublishedList.Entry> entries = new ArrayList<>();
      try (ResultSet rows = listings.executeQuery()) {
        while (rows.next()) {
          entries.add(
              new PublishedList.Entry(
                  PostgresRows.address(rows, 1),
                  rows.getString(2),
                  rows.getTimestamp(3).toInstant()));
        }
      }
      withdrawals.setTimestamp(1, Timestamp.from(now));
      return new PublishedList(serial, entries, PostgresRows.addresses(withdrawals));
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  @Override
  public int forget(Instant before) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement delete =
            connection.prepareStatement(
                "delete from release_change c using release r"
                    + " where r.serial = c.serial and r.issued_at < ?")) {
      delete.setTimestamp(1, Timestamp.from(before));
      return delete.executeUpdate();
    } catch (SQLException e) {
      throw failure("forgotten", e);
    }
  }

  @Override
  public OptionalLong listedSince(Address address) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement("select since from listing where address = ?::inet")) {
      select.setString(1, address.toString());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
      }
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  private static List<Address> addresses(Connection connection, String query) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(query)) {
      return PostgresRows.addresses(select);
    }
  }

  private static void change(Connection connection, String sql, List<Address> addresses)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, PostgresRows.texts(connection, addresses));
      statement.executeUpdate();
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.executeUpdate();
    }
  }

  private static IllegalStateException failure(String what, SQLException cause) {
    return new IllegalStateException("the release could not be " + what, cause);
  }
}
