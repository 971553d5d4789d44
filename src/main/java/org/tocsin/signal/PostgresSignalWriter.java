package org.tocsin.signal;

import java.sql.Array;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.tocsin.enrolment.Agent;

/**
 * Writes signals by binary COPY, each identity once.
 *
 * <p>The row of {@code signal_position} is locked first and held until the commit. Between lock and
 * commit no other writer can add a signal, so looking up which identities are held, over all days,
 * and then copying the others is exact, and the unique index is only the second guard.
 */
final class PostgresSignalWriter implements SignalWriter {

  private static final int COLUMNS = 11;
  private static final int BYTES_PER_ROW = 150;

  private record Row(LocalDate day, SignalBatch batch, Signal signal) {}

  private final DataSource dataSource;
  private final PostgresScenarios scenarios;
  // Only the commit thread writes, so plain collections do.
  private final Set<LocalDate> partitions = new HashSet<>();

  PostgresSignalWriter(DataSource dataSource, PostgresScenarios scenarios) {
    this.dataSource = dataSource;
    this.scenarios = scenarios;
  }

  @Override
  public void write(List<SignalBatch> batches) throws SignalsNotStored {
    Map<UUID, Row> rows = distinct(batches);
    if (rows.isEmpty()) {
      return;
    }
    try {
      write(rows);
    } catch (SQLException e) {
      throw new SignalsNotStored(
          "The database did not store signals (SQL state " + e.getSQLState() + ")", e);
    }
  }

  private void write(Map<UUID, Row> rows) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      // Outside the transaction: what these two remember must not be rolled back.
      ensurePartitions(connection, rows);
      Map<Scenario, Integer> numbers = numbers(connection, rows);
      connection.setAutoCommit(false);
      try {
        long position = lockPosition(connection);
        removeHeld(connection, rows);
        if (!rows.isEmpty()) {
          copy(connection, rows, numbers, position);
          count(connection, rows, position);
        }
        connection.commit();
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    }
  }

  private static Map<UUID, Row> distinct(List<SignalBatch> batches) {
    Map<UUID, Row> rows = new LinkedHashMap<>();
    for (SignalBatch batch : batches) {
      LocalDate day = batch.receivedAt().atOffset(ZoneOffset.UTC).toLocalDate();
      for (Signal signal : batch.signals()) {
        UUID key = SignalKey.of(batch.agent().id(), signal);
        rows.putIfAbsent(key, new Row(day, batch, signal));
      }
    }
    return rows;
  }

  private void ensurePartitions(Connection connection, Map<UUID, Row> rows) throws SQLException {
    for (Row row : rows.values()) {
      if (!partitions.contains(row.day)) {
        PostgresSignalPartitions.ensure(connection, row.day);
        partitions.add(row.day);
      }
    }
  }

  private Map<Scenario, Integer> numbers(Connection connection, Map<UUID, Row> rows)
      throws SQLException {
    Map<Scenario, Integer> numbers = new HashMap<>();
    for (Row row : rows.values()) {
      Scenario scenario = row.signal.scenario();
      if (!numbers.containsKey(scenario)) {
        numbers.put(scenario, scenarios.numberOf(connection, row.batch.agent(), scenario));
      }
    }
    return numbers;
  }

  private static long lockPosition(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("select last_position from signal_position for update");
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void removeHeld(Connection connection, Map<UUID, Row> rows) throws SQLException {
    Array keys = connection.createArrayOf("uuid", rows.keySet().toArray());
    try (PreparedStatement select =
        connection.prepareStatement("select signal_key from signal where signal_key = any (?)")) {
      select.setArray(1, keys);
      try (ResultSet held = select.executeQuery()) {
        while (held.next()) {
          rows.remove(held.getObject(1, UUID.class));
        }
      }
    }
  }

  private static void copy(
      Connection connection, Map<UUID, Row> rows, Map<Scenario, Integer> numbers, long lastPosition)
      throws SQLException {
    BinaryCopy data = new BinaryCopy(rows.size() * BYTES_PER_ROW + 64);
    long position = lastPosition;
    for (Map.Entry<UUID, Row> entry : rows.entrySet()) {
      Row row = entry.getValue();
      put(data, entry.getKey(), row, ++position);
      data.integer(numbers.getOrDefault(row.signal.scenario(), PostgresScenarios.UNKNOWN));
      data.inet(row.signal.address());
      data.timestamp(row.signal.startedAt());
      data.timestamp(row.signal.stoppedAt());
      data.bool(row.signal.admissible());
    }
    data.end();
    CopyIn copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn(
                "copy signal (day, signal_key, position, received_at, agent_id, organisation_id,"
                    + " scenario_id, address, started_at, stopped_at, admissible)"
                    + " from stdin (format binary)");
    try {
      copy.writeToCopy(data.buffer(), 0, data.size());
      copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private static void put(BinaryCopy data, UUID key, Row row, long position) {
    Agent agent = row.batch.agent();
    data.row(COLUMNS);
    data.date(row.day);
    data.uuid(key);
    data.bigint(position);
    data.timestamp(row.batch.receivedAt());
    data.integer(agent.id());
    data.bigint(agent.organisation());
  }

  private static void count(Connection connection, Map<UUID, Row> rows, long lastPosition)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("update signal_position set last_position = ?")) {
      update.setLong(1, lastPosition + rows.size());
      update.executeUpdate();
    }
    Map<LocalDate, Integer> stored = new LinkedHashMap<>();
    rows.values().forEach(row -> stored.merge(row.day, 1, Integer::sum));
    try (PreparedStatement upsert =
        connection.prepareStatement(
            "insert into signal_day (day, stored, last_position) values (?, ?, ?)"
                + " on conflict (day) do update set stored = signal_day.stored + excluded.stored,"
                + " last_position = excluded.last_position")) {
      for (Map.Entry<LocalDate, Integer> day : stored.entrySet()) {
        upsert.setDate(1, Date.valueOf(day.getKey()));
        upsert.setLong(2, day.getValue());
        upsert.setLong(3, lastPosition + rows.size());
        upsert.executeUpdate();
      }
    }
  }
}
