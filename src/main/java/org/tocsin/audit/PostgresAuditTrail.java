package org.tocsin.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;

/** Looks through the record by its indexes, and through texts a stretch at a time. */
@ApplicationScoped
final class PostgresAuditTrail implements AuditTrail {

  /** How many entries are read at most for one part, where only reading tells if they fit. */
  private static final long STRETCH = 50_000;

  /** How far the clock of an entry may be beside that of its neighbours. */
  private static final Duration BESIDE = Duration.ofHours(2);

  /** The names of acts are few: each is found by one step through the index. */
  private static final String ACTS =
      """
      with recursive names as (
        (select min(act) as act from audit_entry)
        union all
        select (select min(e.act) from audit_entry e where e.act > names.act)
          from names where names.act is not null)
      select array_agg(act) from (select act from names where starts_with(act, ?) limit 1000) all_of
      """;

  /** Of each subject the newest, by the index on the beginning of subjects. */
  private static final String ABOUT =
      "select "
          + PostgresAuditLog.COLUMNS
          + " from unnest(?::text[]) as wanted cross join lateral (select * from audit_entry"
          + " where left(subject, 200) = left(wanted, 200) and subject = wanted"
          + " order by id desc limit ?) as each_subject order by id desc limit ?";

  /** Where in the record to look: behind the first, before the second. */
  private record Bounds(long after, long before) {

    Bounds inside(long lowest, long highest) {
      return new Bounds(Math.max(after, lowest), Math.min(before, highest));
    }

    boolean empty() {
      return before - after <= 1;
    }
  }

  private final DataSource dataSource;
  private final long stretch;

  @Inject
  PostgresAuditTrail(DataSource dataSource) {
    this(dataSource, STRETCH);
  }

  PostgresAuditTrail(DataSource dataSource, long stretch) {
    this.dataSource = dataSource;
    this.stretch = stretch;
  }

  @Override
  public Part forward(AuditFilter filter, long after, int limit) {
    return read(filter, new Bounds(after, Long.MAX_VALUE), true, limit);
  }

  @Override
  public Part newest(AuditFilter filter, Optional<Long> before, int limit) {
    return read(filter, new Bounds(0, before.orElse(Long.MAX_VALUE)), false, limit);
  }

  @Override
  public List<AuditEntry> about(List<String> subjects, int limit) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(ABOUT)) {
      Array texts = connection.createArrayOf("text", subjects.toArray());
      select.setArray(1, texts);
      select.setInt(2, limit);
      select.setInt(3, limit);
      return PostgresAuditLog.entries(select);
    } catch (SQLException e) {
      throw new IllegalStateException("the audit record could not be read", e);
    }
  }

  private Part read(AuditFilter filter, Bounds wanted, boolean forward, int limit) {
    try (Connection connection = dataSource.getConnection()) {
      Bounds all =
          timed(connection, filter, wanted).inside(0, number(connection, LAST).orElse(0) + 1);
      if (all.empty()) {
        return new Part(List.of(), Optional.empty());
      }
      Bounds now = filter.readsText() ? stretch(all, forward) : all;
      List<AuditEntry> found = select(connection, filter, now, forward, limit + 1);
      if (found.size() > limit) {
        List<AuditEntry> part = found.subList(0, limit);
        return new Part(part, Optional.of(part.get(limit - 1).id()));
      }
      return new Part(
          found,
          now.equals(all)
              ? Optional.empty()
              : Optional.of(forward ? now.before() - 1 : now.after() + 1));
    } catch (SQLException e) {
      throw new IllegalStateException("the audit record could not be read", e);
    }
  }

  private Bounds stretch(Bounds all, boolean forward) {
    return forward
        ? all.inside(all.after(), Math.min(all.before(), all.after() + stretch + 1))
        : all.inside(Math.max(all.after(), all.before() - stretch - 1), all.before());
  }

  private static final String LAST = "select max(id) from audit_entry";
  private static final String FIRST_SINCE =
      "select id from audit_entry where at >= ? order by at, id limit 1";
  private static final String LAST_BEFORE =
      "select id from audit_entry where at < ? order by at desc, id desc limit 1";

  /** Entries stand nearly in the order of their times, so times say where to look. */
  private static Bounds timed(Connection connection, AuditFilter filter, Bounds wanted)
      throws SQLException {
    Bounds bounds = wanted;
    if (filter.from().isPresent()) {
      OptionalLong first = number(connection, FIRST_SINCE, filter.from().get().minus(BESIDE));
      bounds = bounds.inside(first.orElse(Long.MAX_VALUE) - 1, bounds.before());
    }
    if (filter.to().isPresent()) {
      OptionalLong last = number(connection, LAST_BEFORE, filter.to().get().plus(BESIDE));
      bounds = bounds.inside(bounds.after(), last.orElse(-1) + 1);
    }
    return bounds;
  }

  private static OptionalLong number(Connection connection, String sql, Instant... at)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      for (int i = 0; i < at.length; i++) {
        select.setTimestamp(i + 1, Timestamp.from(at[i]));
      }
      try (var row = select.executeQuery()) {
        if (!row.next()) {
          return OptionalLong.empty();
        }
        long number = row.getLong(1);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
      }
    }
  }

  private static List<AuditEntry> select(
      Connection connection, AuditFilter filter, Bounds bounds, boolean forward, int limit)
      throws SQLException {
    String order = " order by id" + (forward ? "" : " desc") + " limit ?";
    List<Object> arguments = new ArrayList<>();
    String from = "audit_entry";
    String only = conditions(filter, bounds, arguments);
    if (filter.act().isPresent()) {
      from =
          "unnest(?::text[]) as name cross join lateral (select * from audit_entry where act = name"
              + only
              + order
              + ") as each_act";
      arguments.add(0, acts(connection, filter.act().get()));
      arguments.add(limit);
      only = "";
    }
    arguments.add(limit);
    try (PreparedStatement select =
        connection.prepareStatement(
            "select "
                + PostgresAuditLog.COLUMNS
                + " from "
                + from
                + " where true"
                + only
                + order)) {
      for (int i = 0; i < arguments.size(); i++) {
        select.setObject(i + 1, arguments.get(i));
      }
      return PostgresAuditLog.entries(select);
    }
  }

  private static Object acts(Connection connection, String prefix) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(ACTS)) {
      select.setString(1, prefix);
      try (var row = select.executeQuery()) {
        row.next();
        var names = row.getArray(1);
        return names == null ? connection.createArrayOf("text", new String[0]) : names;
      }
    }
  }

  private static String conditions(AuditFilter filter, Bounds bounds, List<Object> arguments) {
    StringBuilder sql = new StringBuilder(" and id > ? and id < ?");
    arguments.add(bounds.after());
    arguments.add(bounds.before());
    filter.operator().ifPresent(name -> add(sql, " and operator = ?", arguments, name));
    filter
        .subject()
        .ifPresent(text -> add(sql, " and strpos(lower(subject), lower(?)) > 0", arguments, text));
    filter
        .detail()
        .ifPresent(text -> add(sql, " and strpos(lower(detail), lower(?)) > 0", arguments, text));
    filter.from().ifPresent(at -> add(sql, " and at >= ?", arguments, Timestamp.from(at)));
    filter.to().ifPresent(at -> add(sql, " and at < ?", arguments, Timestamp.from(at)));
    return sql.toString();
  }

  private static void add(
      StringBuilder sql, String condition, List<Object> arguments, Object argument) {
    sql.append(condition);
    arguments.add(argument);
  }
}
