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
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.enrolment.Organisation;
import org.tocsin.enrolment.Organisations;
import org.tocsin.signal.SignalLog;

/** Sightings in PostgreSQL, folded by set operations. */
@ApplicationScoped
final class PostgresEvidenceLedger implements EvidenceLedger {

  private static final String FOLD =
      """
      with arrived as (%s),
      evidence as (
        select a.address, a.organisation_id, a.scenario_id, a.received_at
          from arrived a left join evidence_void v on v.address = a.address
         where (v.before is null or a.received_at > v.before)
           and (a.stopped_at is null or abs(extract(epoch from a.stopped_at - a.received_at)) <= ?)
      ),
      folded as (
        insert into sighting as s (address, organisation_id, scenario_id, first_at, last_at)
        select address, organisation_id, scenario_id, min(received_at), max(received_at)
          from evidence group by address, organisation_id, scenario_id
        on conflict (address, organisation_id, scenario_id) do update
          set first_at = least(s.first_at, excluded.first_at),
              last_at = greatest(s.last_at, excluded.last_at)
        returning address
      )
      insert into unjudged_address (address) select distinct address from folded
      on conflict (address) do nothing
      """
          .formatted(SignalLog.ADMISSIBLE_BETWEEN);

  private static final String EVIDENCE =
      """
      select s.address, s.organisation_id, n.name, min(s.first_at), max(s.last_at)
        from sighting s join (%s) n on n.id = s.scenario_id
       where s.address = any (?::inet[])
       group by s.address, s.organisation_id, n.name
       order by s.address, s.organisation_id, n.name
      """
          .formatted(SignalLog.SCENARIO_NAMES);

  private final DataSource dataSource;
  private final Organisations organisations;

  PostgresEvidenceLedger(DataSource dataSource, Organisations organisations) {
    this.dataSource = dataSource;
    this.organisations = organisations;
  }

  @Override
  public long fold(Duration maxSkew) {
    try (Connection connection = dataSource.getConnection()) {
      // Locked until the commit, so two runs cannot fold the same signals.
      long from = number(connection, "select last_position from fold_position for update");
      long to = number(connection, SignalLog.LAST_POSITION);
      if (to > from) {
        fold(connection, from, to, maxSkew);
      }
      return to - from;
    } catch (SQLException e) {
      throw failure("folded", e);
    }
  }

  private static void fold(Connection connection, long from, long to, Duration maxSkew)
      throws SQLException {
    try (PreparedStatement fold = connection.prepareStatement(FOLD);
        PreparedStatement advance =
            connection.prepareStatement("update fold_position set last_position = ?")) {
      fold.setLong(1, from);
      fold.setLong(2, to);
      fold.setLong(3, maxSkew.toSeconds());
      fold.executeUpdate();
      advance.setLong(1, to);
      advance.executeUpdate();
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
        PreparedStatement take =
            connection.prepareStatement(
                "delete from unjudged_address where address in"
                    + " (select address from unjudged_address order by address limit ?)"
                    + " returning address")) {
      take.setInt(1, limit);
      List<Address> addresses = new ArrayList<>();
      try (ResultSet rows = take.executeQuery()) {
        while (rows.next()) {
          addresses.add(address(rows.getString(1)));
        }
      }
      return addresses;
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
            + " where address <<= ?::inet on conflict (address) do nothing",
        statement -> statement.setString(1, range.toString()));
  }

  @Override
  public List<Evidence> evidence(Collection<Address> addresses) {
    Map<Address, Map<Long, List<Sighting>>> seen = new LinkedHashMap<>();
    addresses.forEach(address -> seen.put(address, new TreeMap<>()));
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(EVIDENCE)) {
      Array texts =
          connection.createArrayOf("text", addresses.stream().map(Address::toString).toArray());
      select.setArray(1, texts);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          seen.getOrDefault(address(rows.getString(1)), new TreeMap<>())
              .computeIfAbsent(rows.getLong(2), organisation -> new ArrayList<>())
              .add(
                  new Sighting(
                      rows.getString(3),
                      rows.getTimestamp(4).toInstant(),
                      rows.getTimestamp(5).toInstant()));
        }
      }
    } catch (SQLException e) {
      throw failure("read", e);
    }
    Map<Long, Organisation> known = organisations.all();
    return seen.entrySet().stream()
        .map(entry -> new Evidence(entry.getKey(), witnesses(entry.getValue(), known)))
        .toList();
  }

  private static List<Witness> witnesses(
      Map<Long, List<Sighting>> sightings, Map<Long, Organisation> known) {
    List<Witness> witnesses = new ArrayList<>();
    sightings.forEach(
        (organisation, seen) ->
            Optional.ofNullable(known.get(organisation))
                .ifPresent(
                    found -> witnesses.add(new Witness(organisation, standing(found), seen))));
    return witnesses;
  }

  private static Witness.Standing standing(Organisation organisation) {
    if (organisation.honeypot()) {
      return Witness.Standing.HONEYPOT;
    }
    return organisation.vouched() ? Witness.Standing.VOUCHED : Witness.Standing.ORDINARY;
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
