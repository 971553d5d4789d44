package org.tocsin.enrolment;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Organisations and agents in PostgreSQL, read along indexes and never counted to the end. */
@ApplicationScoped
final class PostgresFleet implements Fleet {

  private static final long HOUR = Duration.ofHours(1).toSeconds();

  private static final String ORGANISATIONS =
      """
      select id, name, vouched, honeypot, created_at, blocked_at is not null
        from organisation
       where lower(name) collate "C" like lower(?) collate "C" and (lower(name) collate "C", id) > (?, ?)
       order by lower(name) collate "C", id limit ?
      """;

  /** Silent are those whose last hour was over a day ago; of one hour, some are left out. */
  private static final String COUNTS =
      """
      select o.id,
             (select count(*) from (select from agent a where a.organisation_id = o.id
                                     limit ?) one),
             (select count(*) from (select from agent a
                                     where a.organisation_id = o.id and a.seen_hour < ?
                                     limit ?) one)
        from unnest(?::bigint[]) as o (id)
      """;

  private static final String AGENTS =
      """
      select id, login, name, tags, enrolled_at, last_login_at, last_push_at, last_pull_at, release,
             engine, scenarios, blocked_at is not null
        from agent where organisation_id = ?
      """;

  private static final String ALL = " and id > ? order by id limit ?";
  private static final String BLOCKED =
      " and blocked_at is not null and id > ? order by id limit ?";

  /** The hour is found along the index; of the last one, some were seen less than a day ago. */
  private static final String STALE =
      """
       and (seen_hour, id) > (?, ?) and seen_hour <= ?
       and coalesce(greatest(last_login_at, last_push_at, last_pull_at) <= ?, true)
       order by seen_hour, id limit ?
      """;

  private final DataSource dataSource;

  PostgresFleet(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  private interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  private <T> List<T> query(String sql, Row<T> row, Object... arguments) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        select.setObject(i + 1, arguments[i]);
      }
      List<T> found = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(row.of(rows));
        }
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException("organisations and agents could not be read", e);
    }
  }

  @Override
  public List<Organisation> organisations(String beginning, long after, int limit) {
    String from =
        query("select lower(name) from organisation where id = ?", row -> row.getString(1), after)
            .stream()
            .findFirst()
            .orElse("");
    return query(
        ORGANISATIONS,
        row ->
            new Organisation(
                row.getLong(1),
                row.getString(2),
                row.getBoolean(3),
                row.getBoolean(4),
                row.getTimestamp(5).toInstant(),
                row.getBoolean(6)),
        pattern(beginning),
        from,
        from.isEmpty() ? 0L : after,
        limit);
  }

  private static String pattern(String beginning) {
    return beginning.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
  }

  @Override
  public Map<Long, Counts> counts(Collection<Long> organisations, Instant now) {
    Map<Long, Counts> counts = new HashMap<>();
    query(
        COUNTS,
        row -> counts.put(row.getLong(1), new Counts(count(row.getInt(2)), count(row.getInt(3)))),
        COUNTED + 1,
        hour(now.minus(SILENT_AFTER)),
        COUNTED + 1,
        organisations.toArray(Long[]::new));
    return counts;
  }

  private static Count count(int found) {
    return new Count(Math.min(found, COUNTED), found > COUNTED);
  }

  private static int hour(Instant at) {
    return Math.toIntExact(Math.floorDiv(at.getEpochSecond(), HOUR));
  }

  @Override
  public List<AgentStatus> agents(
      long organisation, Which which, Place after, int limit, Instant now) {
    return switch (which) {
      case ALL -> query(AGENTS + ALL, PostgresFleet::agent, organisation, after.id(), limit);
      case BLOCKED ->
          query(AGENTS + BLOCKED, PostgresFleet::agent, organisation, after.id(), limit);
      case STALE ->
          query(
              AGENTS + STALE,
              PostgresFleet::agent,
              organisation,
              after.hour(),
              after.id(),
              hour(now.minus(SILENT_AFTER)),
              Timestamp.from(now.minus(SILENT_AFTER)),
              limit);
    };
  }

  @Override
  public Optional<AgentStatus> agent(long organisation, int id) {
    return query(AGENTS + " and id = ?", PostgresFleet::agent, organisation, id).stream()
        .findFirst();
  }

  private static AgentStatus agent(ResultSet row) throws SQLException {
    return new AgentStatus(
        row.getInt("id"),
        row.getString("login"),
        Optional.ofNullable(row.getString("name")),
        List.of((String[]) row.getArray("tags").getArray()),
        instant(row, "enrolled_at"),
        instant(row, "last_login_at"),
        instant(row, "last_push_at"),
        instant(row, "last_pull_at"),
        Optional.ofNullable(row.getObject("release", Long.class)),
        new Engine(
            Optional.ofNullable(row.getString("engine")),
            Optional.ofNullable(row.getObject("scenarios", Integer.class))),
        row.getBoolean(12));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }
}
