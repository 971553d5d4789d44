package org.tocsin.signal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Array;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
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
import org.postgresql.util.PSQLState;
import org.tocsin.enrolment.Agent;

/**
 * Writes signals by binary COPY, each identity once.
 *
 * <p>The row of {@code signal_position} is locked first and held until the commit, so between lock
 * and commit no other writer can add a signal. Which identities other days hold is looked up; those
 * of the day itself are left to the unique index, because nearly always all are new. If one is not,
 * the transaction is rolled back and written again with a look-up, and for a while the agent's
 * signals are looked up beforehand. Either way each identity is stored once.
 */
final class PostgresSignalWriter implements SignalWriter {

  private static final Duration WARY_FOR = Duration.ofMinutes(10);
  private static final int MOST_REPEATERS = 10_000;

  private record Pending(Agent agent, LocalDate day, EncodedBatch.Row row) {}

  private final DataSource dataSource;
  private final PostgresScenarios scenarios;
  private final Cache<Integer, Boolean> repeaters =
      Caffeine.newBuilder().maximumSize(MOST_REPEATERS).expireAfterWrite(WARY_FOR).build();
  // Only the commit thread writes, so a plain collection does.
  private final Set<LocalDate> partitions = new HashSet<>();

  PostgresSignalWriter(DataSource dataSource, PostgresScenarios scenarios) {
    this.dataSource = dataSource;
    this.scenarios = scenarios;
  }

  @Override
  public void write(List<EncodedBatch> batches) throws SignalsNotStored {
    Map<UUID, Pending> signals = distinct(batches);
    if (signals.isEmpty()) {
      return;
    }
    try (Connection connection = dataSource.getConnection()) {
      // Outside the transaction: what these two remember must not be rolled back.
      ensurePartitions(connection, batches);
      Map<UUID, Integer> numbers = numbers(connection, signals);
      connection.setAutoCommit(false);
      try {
        write(connection, signals, numbers);
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      // A partition may have been dropped since, as after a clock that ran ahead was set right.
      partitions.clear();
      throw new SignalsNotStored(
          "The database did not store signals (SQL state " + e.getSQLState() + ")", e);
    }
  }

  private void write(Connection connection, Map<UUID, Pending> signals, Map<UUID, Integer> numbers)
      throws SQLException {
    try {
      if (!writeOnce(connection, signals, numbers, false)) {
        writeOnce(connection, signals, numbers, true);
      }
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    }
  }

  /**
   * Returns false, with the transaction rolled back, when the unique index met an identity that was
   * not looked up.
   */
  private boolean writeOnce(
      Connection connection, Map<UUID, Pending> signals, Map<UUID, Integer> numbers, boolean lookUp)
      throws SQLException {
    try {
      Set<LocalDate> days = days(signals.values());
      Position position = lockPosition(connection, days);
      if (lookUp || days.size() > 1) {
        removeHeld(connection, signals, signals.keySet());
      } else {
        removeHeldOnOtherDays(connection, signals, position, days.iterator().next());
        removeHeld(connection, signals, keysOfRepeaters(signals));
      }
      if (!signals.isEmpty()) {
        copy(connection, signals, numbers, position.last());
        count(connection, signals.values(), position.last());
      }
      connection.commit();
      return true;
    } catch (SQLException e) {
      if (lookUp || !PSQLState.UNIQUE_VIOLATION.getState().equals(e.getSQLState())) {
        throw e;
      }
      connection.rollback();
      return false;
    }
  }

  private static Map<UUID, Pending> distinct(List<EncodedBatch> batches) {
    Map<UUID, Pending> signals = new LinkedHashMap<>();
    for (EncodedBatch batch : batches) {
      for (EncodedBatch.Row row : batch.rows()) {
        signals.putIfAbsent(row.key(), new Pending(batch.agent(), batch.day(), row));
      }
    }
    return signals;
  }

  private void ensurePartitions(Connection connection, List<EncodedBatch> batches)
      throws SQLException {
    for (EncodedBatch batch : batches) {
      if (!partitions.contains(batch.day())) {
        PostgresSignalPartitions.ensure(connection, batch.day());
        partitions.add(batch.day());
      }
    }
  }

  /** Asked for each signal, because the answer depends on who reported it. */
  private Map<UUID, Integer> numbers(Connection connection, Map<UUID, Pending> signals)
      throws SQLException {
    Map<UUID, Integer> numbers = new HashMap<>(signals.size() * 2);
    for (Pending signal : signals.values()) {
      numbers.put(
          signal.row.key(), scenarios.numberOf(connection, signal.agent, signal.row.scenario()));
    }
    return numbers;
  }

  private static Set<LocalDate> days(Collection<Pending> signals) {
    Set<LocalDate> days = new HashSet<>();
    signals.forEach(signal -> days.add(signal.day));
    return days;
  }

  private record Position(long last, boolean otherDays) {}

  /**
   * Two statements in one round trip, because the second must see what the holder of the lock
   * before us committed.
   */
  private static Position lockPosition(Connection connection, Set<LocalDate> days)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select last_position from signal_position for update;"
                + " select exists (select from signal_day where day <> ?)")) {
      select.setDate(1, Date.valueOf(days.iterator().next()));
      select.execute();
      long last;
      try (ResultSet row = select.getResultSet()) {
        row.next();
        last = row.getLong(1);
      }
      select.getMoreResults();
      try (ResultSet row = select.getResultSet()) {
        row.next();
        return new Position(last, row.getBoolean(1));
      }
    }
  }

  private Set<UUID> keysOfRepeaters(Map<UUID, Pending> signals) {
    Set<UUID> keys = new HashSet<>();
    signals.forEach(
        (key, signal) -> {
          if (repeaters.getIfPresent(signal.agent.id()) != null) {
            keys.add(key);
          }
        });
    return keys;
  }

  private void removeHeld(Connection connection, Map<UUID, Pending> signals, Set<UUID> keys)
      throws SQLException {
    if (keys.isEmpty()) {
      return;
    }
    try (PreparedStatement select =
        connection.prepareStatement("select signal_key from signal where signal_key = any (?)")) {
      select.setArray(1, uuids(connection, keys));
      removeHeld(select, signals);
    }
  }

  private void removeHeldOnOtherDays(
      Connection connection, Map<UUID, Pending> signals, Position position, LocalDate day)
      throws SQLException {
    if (!position.otherDays) {
      return;
    }
    try (PreparedStatement select =
        connection.prepareStatement(
            "select signal_key from signal where signal_key = any (?) and (day < ? or day > ?)")) {
      select.setArray(1, uuids(connection, signals.keySet()));
      select.setDate(2, Date.valueOf(day));
      select.setDate(3, Date.valueOf(day));
      removeHeld(select, signals);
    }
  }

  private void removeHeld(PreparedStatement select, Map<UUID, Pending> signals)
      throws SQLException {
    try (ResultSet held = select.executeQuery()) {
      while (held.next()) {
        Pending signal = signals.remove(held.getObject(1, UUID.class));
        if (signal != null) {
          repeaters.put(signal.agent.id(), true);
        }
      }
    }
  }

  private static Array uuids(Connection connection, Set<UUID> keys) throws SQLException {
    return connection.createArrayOf("uuid", keys.toArray());
  }

  private static void copy(
      Connection connection,
      Map<UUID, Pending> signals,
      Map<UUID, Integer> numbers,
      long lastPosition)
      throws SQLException {
    int bytes = signals.values().stream().mapToInt(signal -> signal.row.bytes().length).sum();
    BinaryCopy data = BinaryCopy.withHeader(bytes + 2);
    long position = lastPosition;
    for (Map.Entry<UUID, Pending> entry : signals.entrySet()) {
      int scenario = numbers.getOrDefault(entry.getKey(), PostgresScenarios.UNKNOWN);
      SignalRow.append(data, entry.getValue().row, ++position, scenario);
    }
    data.end();
    CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(SignalRow.COPY);
    try {
      copy.writeToCopy(data.buffer(), 0, data.size());
      copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private static void count(Connection connection, Collection<Pending> signals, long lastPosition)
      throws SQLException {
    Map<LocalDate, Integer> stored = new LinkedHashMap<>();
    signals.forEach(signal -> stored.merge(signal.day, 1, Integer::sum));
    try (PreparedStatement update =
        connection.prepareStatement(
            "with moved as (update signal_position set last_position = ?)"
                + " insert into signal_day (day, stored, last_position) values (?, ?, ?)"
                + " on conflict (day) do update set stored = signal_day.stored + excluded.stored,"
                + " last_position = excluded.last_position")) {
      for (Map.Entry<LocalDate, Integer> day : stored.entrySet()) {
        update.setLong(1, lastPosition + signals.size());
        update.setDate(2, Date.valueOf(day.getKey()));
        update.setLong(3, day.getValue());
        update.setLong(4, lastPosition + signals.size());
        update.executeUpdate();
      }
    }
  }
}
