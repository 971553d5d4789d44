package org.tocsin.signal;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import javax.sql.DataSource;

/** Signals in PostgreSQL: stored in shared commits, dropped by the day. */
@ApplicationScoped
final class PostgresSignalStore implements SignalStore, SignalRetention {

  private final DataSource dataSource;
  private final Duration retention;
  private final PostgresScenarios scenarios;
  private final GroupCommit commits;

  PostgresSignalStore(DataSource dataSource, SignalConfig config, MeterRegistry metrics) {
    this.dataSource = dataSource;
    this.retention = config.retention();
    this.scenarios = new PostgresScenarios(config.newScenariosPerAgent());
    this.commits =
        new GroupCommit(
            new PostgresSignalWriter(dataSource, scenarios),
            new GroupCommit.Limits(config.queueSize(), config.commitSize()),
            metrics);
  }

  @PreDestroy
  void close() {
    commits.close();
  }

  @Override
  public CompletionStage<Void> store(SignalBatch batch) {
    return commits.submit(EncodedBatch.of(batch, scenarios::remembered));
  }

  @Override
  public long count() {
    return number("select coalesce(sum(stored), 0) from signal_day");
  }

  @Override
  public long received() {
    return number(SignalLog.LAST_POSITION);
  }

  private long number(String query) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(query);
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException("the signals could not be counted", e);
    }
  }

  @Override
  public void prepare(Instant now) {
    LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
    try (Connection connection = dataSource.getConnection()) {
      PostgresSignalPartitions.ensure(connection, today);
      PostgresSignalPartitions.ensure(connection, today.plusDays(1));
    } catch (SQLException e) {
      throw new IllegalStateException("the partitions of the coming days could not be made", e);
    }
  }

  @Override
  public int drop(Instant now, long foldedPosition) {
    LocalDate oldestKept = now.minus(retention).atOffset(ZoneOffset.UTC).toLocalDate();
    try (Connection connection = dataSource.getConnection()) {
      List<LocalDate> days = expired(connection, oldestKept, foldedPosition);
      for (LocalDate day : days) {
        PostgresSignalPartitions.drop(connection, day);
      }
      return days.size();
    } catch (SQLException e) {
      throw new IllegalStateException("expired signals could not be dropped", e);
    }
  }

  private static List<LocalDate> expired(
      Connection connection, LocalDate oldestKept, long foldedPosition) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select day from signal_day where day < ? and last_position <= ?")) {
      select.setDate(1, Date.valueOf(oldestKept));
      select.setLong(2, foldedPosition);
      List<LocalDate> days = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          days.add(rows.getDate(1).toLocalDate());
        }
      }
      return days;
    }
  }
}
