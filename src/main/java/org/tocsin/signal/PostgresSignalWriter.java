package org.tocsin.signal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.util.PSQLState;

/**
 * Writes signals by binary COPY, each identity once.
 *
 * <p>The row of {@code signal_position} is locked first and held until the commit, so between lock
 * and commit no other writer can add a signal. Which identities other days hold is looked up; those
 * of the day itself are left to the unique index, because nearly always all are new. If one is not,
 * the transaction is rolled back and written again with care: everything is looked up, also within
 * the group, and for a while that agent's signals are looked up beforehand. Either way each
 * identity is stored once.
 */
final class PostgresSignalWriter implements SignalWriter {

  private static final Duration WARY_FOR = Duration.ofMinutes(10);
  private static final int MOST_REPEATERS = 10_000;

  /** A batch with the numbers of all its scenarios. */
  @SuppressWarnings("ArrayRecordComponent") // lives for one commit
  private record Numbered(EncodedBatch batch, int[] scenarios) {}

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
    List<EncodedBatch> filled =
        distinct(batches).stream().filter(batch -> batch.size() > 0).toList();
    if (filled.isEmpty()) {
      return;
    }
    try (Connection connection = dataSource.getConnection()) {
      // Outside the transaction: what these two remember must not be rolled back.
      ensurePartitions(connection, filled);
      List<Numbered> numbered = numbered(connection, filled);
      connection.setAutoCommit(false);
      try {
        writeInTransaction(connection, numbered);
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

  /**
   * Leaves out what an earlier batch of the group brings already, as when an agent pushes the same
   * twice at once.
   */
  private static List<EncodedBatch> distinct(List<EncodedBatch> batches) {
    Map<Integer, Set<UUID>> seen = new HashMap<>();
    Set<Integer> once = new HashSet<>();
    batches.stream()
        .map(batch -> batch.agent().id())
        .filter(agent -> !once.add(agent))
        .forEach(agent -> seen.put(agent, new HashSet<>()));
    List<EncodedBatch> distinct = new ArrayList<>(batches.size());
    for (EncodedBatch batch : batches) {
      Set<UUID> keys = seen.get(batch.agent().id());
      distinct.add(keys == null ? batch : batch.only(signal -> keys.add(signal.key())));
    }
    return distinct;
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

  private List<Numbered> numbered(Connection connection, List<EncodedBatch> batches)
      throws SQLException {
    List<Numbered> numbered = new ArrayList<>(batches.size());
    for (EncodedBatch batch : batches) {
      int[] numbers = batch.signals().stream().mapToInt(EncodedBatch.Encoded::number).toArray();
      for (int i = 0; i < numbers.length; i++) {
        if (numbers[i] == EncodedBatch.NOT_KNOWN) {
          numbers[i] =
              scenarios.numberOf(connection, batch.agent(), batch.signals().get(i).scenario());
        }
      }
      numbered.add(new Numbered(batch, numbers));
    }
    return numbered;
  }

  private void writeInTransaction(Connection connection, List<Numbered> batches)
      throws SQLException {
    try {
      // Around midnight the index of one day would not see what the other day holds.
      boolean oneDay =
          batches.stream().map(numbered -> numbered.batch.day()).distinct().count() == 1;
      if (!oneDay || !writesTrusting(connection, batches)) {
        writeCarefully(connection, batches);
      }
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    }
  }

  /** Returns false, with the transaction rolled back, when the index met an identity of the day. */
  private boolean writesTrusting(Connection connection, List<Numbered> batches)
      throws SQLException {
    try {
      writeTrusting(connection, batches);
      return true;
    } catch (SQLException e) {
      if (!PSQLState.UNIQUE_VIOLATION.getState().equals(e.getSQLState())) {
        throw e;
      }
      connection.rollback();
      return false;
    }
  }

  private void writeTrusting(Connection connection, List<Numbered> batches) throws SQLException {
    LocalDate day = batches.get(0).batch.day();
    int signals = batches.stream().mapToInt(numbered -> numbered.batch.size()).sum();
    Position position = claim(connection, day, signals);
    Set<UUID> held = new HashSet<>();
    if (position.otherDays) {
      held.addAll(
          held(connection, "and (day < ? or day > ?)", List.of(day, day), keys(batches.stream())));
    }
    held.addAll(held(connection, "", List.of(), keys(batches.stream().filter(this::repeats))));
    if (!held.isEmpty()) {
      held.forEach(key -> repeaters.put(SignalKey.agentOf(key), true));
      claim(connection, day, -held.size());
    }
    if (held.size() < signals) {
      send(connection, rows(batches, held, position.last - signals));
    }
  }

  private boolean repeats(Numbered numbered) {
    return repeaters.getIfPresent(numbered.batch.agent().id()) != null;
  }

  private void writeCarefully(Connection connection, List<Numbered> batches) throws SQLException {
    long last = lockPosition(connection);
    Set<UUID> held = held(connection, "", List.of(), keys(batches.stream()));
    held.forEach(key -> repeaters.put(SignalKey.agentOf(key), true));
    copy(connection, batches, held, last);
  }

  private static List<UUID> keys(Stream<Numbered> batches) {
    return batches
        .flatMap(numbered -> numbered.batch.signals().stream())
        .map(EncodedBatch.Encoded::key)
        .toList();
  }

  private record Position(long last, boolean otherDays) {}

  private static long lockPosition(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("select last_position from signal_position for update");
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /**
   * Locks the position and counts a number of signals in advance. All in one round trip, and the
   * last statement sees what the holder of the lock before us committed.
   */
  private static Position claim(Connection connection, LocalDate day, int signals)
      throws SQLException {
    try (PreparedStatement claim =
        connection.prepareStatement(
            "update signal_position set last_position = last_position + ? returning last_position;"
                + " insert into signal_day (day, stored, last_position)"
                + " select ?, ?, last_position from signal_position"
                + " on conflict (day) do update set stored = signal_day.stored + excluded.stored,"
                + " last_position = excluded.last_position;"
                + " select exists (select from signal_day where day <> ?)")) {
      claim.setLong(1, signals);
      claim.setDate(2, Date.valueOf(day));
      claim.setLong(3, signals);
      claim.setDate(4, Date.valueOf(day));
      claim.execute();
      long last;
      try (ResultSet row = claim.getResultSet()) {
        row.next();
        last = row.getLong(1);
      }
      claim.getMoreResults();
      claim.getMoreResults();
      try (ResultSet row = claim.getResultSet()) {
        row.next();
        return new Position(last, row.getBoolean(1));
      }
    }
  }

  private static Set<UUID> held(
      Connection connection, String where, List<LocalDate> days, Collection<UUID> keys)
      throws SQLException {
    Set<UUID> held = new HashSet<>();
    if (keys.isEmpty()) {
      return held;
    }
    try (PreparedStatement select =
        connection.prepareStatement(
            "select signal_key from signal where signal_key = any (?) " + where)) {
      select.setArray(1, connection.createArrayOf("uuid", keys.toArray()));
      for (int i = 0; i < days.size(); i++) {
        select.setDate(i + 2, Date.valueOf(days.get(i)));
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          held.add(rows.getObject(1, UUID.class));
        }
      }
    }
    return held;
  }

  /** Copies what is not held, and counts it. */
  private static void copy(
      Connection connection, List<Numbered> batches, Set<UUID> held, long lastPosition)
      throws SQLException {
    Map<LocalDate, Integer> stored = new LinkedHashMap<>();
    for (Numbered numbered : batches) {
      for (EncodedBatch.Encoded signal : numbered.batch.signals()) {
        stored.merge(numbered.batch.day(), held.contains(signal.key()) ? 0 : 1, Integer::sum);
      }
    }
    int signals = stored.values().stream().mapToInt(Integer::intValue).sum();
    if (signals > 0) {
      send(connection, rows(batches, held, lastPosition));
      count(connection, stored, lastPosition + signals);
    }
  }

  private static BinaryCopy rows(List<Numbered> batches, Set<UUID> held, long lastPosition) {
    int bytes = batches.stream().mapToInt(numbered -> numbered.batch.rows().length).sum();
    BinaryCopy data = BinaryCopy.withHeader(bytes + 2);
    long position = lastPosition;
    for (Numbered numbered : batches) {
      position += append(data, numbered, held, position);
    }
    data.end();
    return data;
  }

  private static int append(BinaryCopy data, Numbered numbered, Set<UUID> held, long lastPosition) {
    EncodedBatch batch = numbered.batch;
    int appended = 0;
    for (int i = 0; i < batch.size(); i++) {
      EncodedBatch.Encoded signal = batch.signals().get(i);
      if (!held.contains(signal.key())) {
        int start = data.size();
        data.append(batch.rows(), signal.start(), signal.end());
        SignalRow.fill(data, start, lastPosition + ++appended, numbered.scenarios[i]);
      }
    }
    return appended;
  }

  private static void send(Connection connection, BinaryCopy data) throws SQLException {
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

  private static void count(
      Connection connection, Map<LocalDate, Integer> stored, long lastPosition)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "with moved as (update signal_position set last_position = ?)"
                + " insert into signal_day (day, stored, last_position) values (?, ?, ?)"
                + " on conflict (day) do update set stored = signal_day.stored + excluded.stored,"
                + " last_position = excluded.last_position")) {
      for (Map.Entry<LocalDate, Integer> day : stored.entrySet()) {
        if (day.getValue() > 0) {
          update.setLong(1, lastPosition);
          update.setDate(2, Date.valueOf(day.getKey()));
          update.setLong(3, day.getValue());
          update.setLong(4, lastPosition);
          update.executeUpdate();
        }
      }
    }
  }
}
