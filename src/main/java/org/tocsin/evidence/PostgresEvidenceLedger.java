package org.tocsin.evidence;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.enrolment.OrganisationStandings;
import org.tocsin.signal.SignalLog;

/** Sightings in PostgreSQL, folded by set operations. */
@ApplicationScoped
final class PostgresEvidenceLedger implements EvidenceLedger {

  /** So many signals are folded at once that their lists stay in memory. */
  private static final long AT_ONCE = 500_000;

  /** Beyond evidence itself: the night after a day may be gone through long after it. */
  private static final Duration VOLUMES_KEPT = Duration.ofDays(14);

  private static final Duration SWEPT_EVERY = Duration.ofHours(1);

  /** A sighting that was passed over is not there, whether its row was swept away or not. */
  private static final String EVIDENCE =
      """
      select s.address, s.organisation_id, n.name, encode(n.hash, 'hex'), s.first_at, s.last_at,
             s.prompt_at, s.asn, s.prefix_hash, o.vouched, o.honeypot
        from sighting s
        join (%s) n on n.id = s.scenario_id
        join (%s) o on o.id = s.organisation_id
       where s.address = any (?::inet[])
         and s.last_at >= (select forgotten_before from fold_position)
       order by s.address, s.organisation_id, n.name collate "C", n.hash
      """
          .formatted(SignalLog.SCENARIOS, OrganisationStandings.ALL);

  /**
   * The first addresses, up to one of them. This table is empty one moment and full the next, so
   * what the database believes of it is always wrong; a range asks for no belief.
   */
  private static final String TAKE_UNJUDGED =
      """
      delete from unjudged_address
       where address <= coalesce(
               (select address from unjudged_address order by address offset ? limit 1),
               (select max(address) from unjudged_address))
      returning address
      """;

  private final DataSource dataSource;

  PostgresEvidenceLedger(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public long fold(Limits limits) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement advance =
            connection.prepareStatement("update fold_position set last_position = ?")) {
      // Locked until the commit, so two runs cannot fold the same signals.
      long from = number(connection, "select last_position from fold_position for update");
      long to = number(connection, SignalLog.LAST_POSITION);
      PostgresFold fold = new PostgresFold(connection, limits);
      for (long begin = from; begin < to; begin += AT_ONCE) {
        fold.fold(begin, Math.min(to, begin + AT_ONCE));
      }
      if (to > from) {
        advance.setLong(1, to);
        advance.executeUpdate();
      }
      return to - from;
    } catch (SQLException e) {
      throw failure("folded", e);
    }
  }

  @Override
  public Map<Long, Long> volumes(LocalDate day) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select organisation_id, addresses from organisation_volume where day = ?")) {
      select.setObject(1, day);
      Map<Long, Long> volumes = new HashMap<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          volumes.put(rows.getLong(1), rows.getLong(2));
        }
      }
      return volumes;
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  @Override
  public long foldedPosition() {
    try (Connection connection = dataSource.getConnection()) {
      return number(connection, "select last_position from fold_position");
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  private static long number(Connection connection, String query) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(query);
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public List<Address> takeUnjudged(int limit) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement take = connection.prepareStatement(TAKE_UNJUDGED)) {
      take.setInt(1, limit - 1);
      return addresses(take);
    } catch (SQLException e) {
      throw failure("taken for judging", e);
    }
  }

  @Override
  public void unjudgeAll() {
    execute(
        "insert into unjudged_address (address) select distinct address from sighting"
            + " on conflict (address) do nothing",
        statement -> {});
  }

  @Override
  public void unjudge(Prefix range) {
    execute(
        "insert into unjudged_address (address) select distinct address from sighting"
            + " where address >= host(?::cidr)::inet and address <= host(broadcast(?::cidr))::inet"
            + " on conflict (address) do nothing",
        statement -> {
          statement.setString(1, range.toString());
          statement.setString(2, range.toString());
        });
  }

  @Override
  public void unjudgeSeenBy(Collection<Long> organisations) {
    execute(
        "insert into unjudged_address (address) select distinct address from sighting"
            + " where organisation_id = any (?) on conflict (address) do nothing",
        statement ->
            statement.setArray(
                1,
                statement
                    .getConnection()
                    .createArrayOf("bigint", organisations.toArray(Long[]::new))));
  }

  @Override
  public List<Address> seenAfter(Optional<Address> after, int limit) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select distinct address from sighting"
                    + (after.isPresent() ? " where address > ?::inet" : "")
                    + " order by address limit ?")) {
      if (after.isPresent()) {
        select.setString(1, after.get().toString());
      }
      select.setInt(after.isPresent() ? 2 : 1, limit);
      return addresses(select);
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  private static List<Address> addresses(PreparedStatement statement) throws SQLException {
    List<Address> addresses = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        addresses.add(address(rows.getString(1)));
      }
    }
    return addresses;
  }

  /** What one organisation saw of one address, row by row. */
  private static final class Seen {
    private final List<Sighting> sightings = new ArrayList<>();
    private Witness.Standing standing = Witness.Standing.ORDINARY;
    private Network network = Network.UNKNOWN;
    private Instant lastAt = Instant.MIN;

    void add(ResultSet row) throws SQLException {
      Instant last = row.getTimestamp(6).toInstant();
      sightings.add(
          new Sighting(
              row.getString(3),
              row.getString(4),
              row.getTimestamp(5).toInstant(),
              last,
              Optional.ofNullable(row.getTimestamp(7)).map(Timestamp::toInstant)));
      if (!last.isBefore(lastAt)) {
        lastAt = last;
        network = new Network(row.getLong(8), row.getString(9));
      }
      if (row.getBoolean(11)) {
        standing = Witness.Standing.HONEYPOT;
      } else if (row.getBoolean(10)) {
        standing = Witness.Standing.VOUCHED;
      }
    }
  }

  @Override
  public List<Evidence> evidence(Collection<Address> addresses) {
    Map<Address, Map<Long, Seen>> seen = new LinkedHashMap<>();
    addresses.forEach(address -> seen.put(address, new TreeMap<>()));
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(EVIDENCE)) {
      Array texts =
          connection.createArrayOf("text", addresses.stream().map(Address::toString).toArray());
      select.setArray(1, texts);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          seen.getOrDefault(address(rows.getString(1)), new TreeMap<>())
              .computeIfAbsent(rows.getLong(2), organisation -> new Seen())
              .add(rows);
        }
      }
    } catch (SQLException e) {
      throw failure("read", e);
    }
    return seen.entrySet().stream()
        .map(entry -> new Evidence(entry.getKey(), witnesses(entry.getValue())))
        .toList();
  }

  private static List<Witness> witnesses(Map<Long, Seen> by) {
    List<Witness> witnesses = new ArrayList<>(by.size());
    by.forEach(
        (organisation, seen) ->
            witnesses.add(new Witness(organisation, seen.standing, seen.network, seen.sightings)));
    return witnesses;
  }

  @Override
  public void voidUpTo(Address address, Instant instant) {
    execute(
        // A clock that ran ahead may have dated sightings after the instant. They are void as well.
        "insert into evidence_void as v (address, before)"
            + " select s.address, greatest(s.before, max(i.last_at))"
            + " from (select ?::inet as address, ?::timestamptz as before) s"
            + " left join sighting i on i.address = s.address group by s.address, s.before"
            + " on conflict (address) do update set before = greatest(v.before, excluded.before)",
        statement -> {
          statement.setString(1, address.toString());
          statement.setTimestamp(2, Timestamp.from(instant));
        });
    execute(
        "delete from sighting where address = ?::inet",
        statement -> statement.setString(1, address.toString()));
    unjudgeOne(address);
  }

  private void unjudgeOne(Address address) {
    execute(
        "insert into unjudged_address (address) values (?::inet) on conflict (address) do nothing",
        statement -> statement.setString(1, address.toString()));
  }

  @Override
  public int forget(Instant before) {
    try (Connection connection = dataSource.getConnection()) {
      PostgresCountedDays.dropPast(connection);
    } catch (SQLException e) {
      throw failure("forgotten", e);
    }
    execute(
        "update fold_position set forgotten_before = ? where forgotten_before < ?",
        statement -> {
          statement.setTimestamp(1, Timestamp.from(before));
          statement.setTimestamp(2, Timestamp.from(before));
        });
    execute(
        "delete from organisation_volume where day < ?",
        statement ->
            statement.setObject(
                1, before.minus(VOLUMES_KEPT).atZone(ZoneOffset.UTC).toLocalDate()));
    execute(
        "delete from contribution where day < ?",
        statement ->
            statement.setObject(
                1, before.atZone(ZoneOffset.UTC).toLocalDate().minusDays(Contributions.DAYS_KEPT)));
    return sweep(before) ? swept(before) : 0;
  }

  private boolean sweep(Instant before) {
    return execute(
            "update fold_position set swept_before = ? where swept_before <= ?",
            statement -> {
              statement.setTimestamp(1, Timestamp.from(before));
              statement.setTimestamp(2, Timestamp.from(before.minus(SWEPT_EVERY)));
            })
        == 1;
  }

  private int swept(Instant before) {
    execute(
        "delete from evidence_void where before < ?",
        statement -> statement.setTimestamp(1, Timestamp.from(before)));
    return execute(
        "delete from sighting where last_at < ?",
        statement -> statement.setTimestamp(1, Timestamp.from(before)));
  }

  private interface Parameters {
    void set(PreparedStatement statement) throws SQLException;
  }

  private int execute(String sql, Parameters parameters) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      parameters.set(statement);
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw failure("changed", e);
    }
  }

  private static Address address(String text) {
    return Address.parse(text)
        .orElseThrow(() -> new IllegalStateException("the database holds a malformed address"));
  }

  private static IllegalStateException failure(String what, SQLException cause) {
    return new IllegalStateException("the evidence could not be " + what, cause);
  }
}
