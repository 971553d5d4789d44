package org.tocsin.series;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** Samples in PostgreSQL. */
@ApplicationScoped
final class PostgresSeries implements Series {

  private static final String NOTE =
      """
      insert into sample (name, at, value)
      select name, ?, value from unnest(?::text[], ?::bigint[]) as s (name, value)
      on conflict do nothing
      """;

  private static final String POINTS =
      """
      select date_bin(make_interval(secs => ?), at, ?) as began, avg(value), min(value), max(value)
        from sample
       where name = ? and at >= ? and at < ?
       group by began
       order by began
      """;

  private final DataSource dataSource;

  PostgresSeries(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public void note(Instant at, Map<Metric, Long> values) {
    // In one order, so that two servers that write at once cannot block each other for good.
    Map<Metric, Long> ordered = new TreeMap<>(values);
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert = connection.prepareStatement(NOTE)) {
      insert.setTimestamp(1, Timestamp.from(at.truncatedTo(ChronoUnit.MINUTES)));
      insert.setArray(
          2,
          connection.createArrayOf("text", ordered.keySet().stream().map(Metric::text).toArray()));
      insert.setArray(3, connection.createArrayOf("bigint", ordered.values().toArray()));
      insert.executeUpdate();
    } catch (SQLException e) {
      throw failure("written", e);
    }
  }

  @Override
  public List<Point> of(Metric metric, Instant from, Instant to, int atMostPoints) {
    if (atMostPoints < 1 || atMostPoints > MOST_POINTS) {
      throw new IllegalArgumentException("1 to " + MOST_POINTS + " points can be asked for");
    }
    Instant first = from.truncatedTo(ChronoUnit.MINUTES);
    Timestamp begin = Timestamp.from(first);
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(POINTS)) {
      select.setLong(1, step(Duration.between(first, to), atMostPoints).toSeconds());
      select.setTimestamp(2, begin);
      select.setString(3, metric.text());
      select.setTimestamp(4, begin);
      select.setTimestamp(5, Timestamp.from(to));
      List<Point> points = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          points.add(
              new Point(
                  rows.getTimestamp(1).toInstant(),
                  rows.getDouble(2),
                  rows.getLong(3),
                  rows.getLong(4)));
        }
      }
      return points;
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  /** Whole minutes, so that no point has fewer of them than its neighbours. */
  static Duration step(Duration whole, int points) {
    long minutes = Math.max(1, (whole.toSeconds() + 59) / 60);
    return Duration.ofMinutes((minutes + points - 1) / points);
  }

  @Override
  public int forget(Instant before) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement delete = connection.prepareStatement("delete from sample where at < ?")) {
      delete.setTimestamp(1, Timestamp.from(before));
      return delete.executeUpdate();
    } catch (SQLException e) {
      throw failure("deleted", e);
    }
  }

  private static IllegalStateException failure(String what, SQLException cause) {
    return new IllegalStateException("samples could not be " + what, cause);
  }
}
