package org.tocsin.publication;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.tocsin.address.Address;

/** The story of releases, and what waits to be one, in PostgreSQL. */
@ApplicationScoped
final class PostgresReleaseStory implements ReleaseStory, ParkedChanges {

  /** What a person approved has been waiting in this table until now. */
  private static final String MADE =
      """
      update release r
         set cause = case when ?::text = 'run' and a.by is not null then 'approved' else ? end,
             back_to = ?, caused_by = case when ?::text = 'run' then a.by end, joined = ?, departed = ?
        from (select string_agg(distinct p.approved_by, ', ') as by
                from parked_change p join release_change c on c.address = p.address
               where p.approved and c.serial = ?) a
       where r.serial = ?
      """;

  private static final String TOLD =
      """
      select serial, issued_at, count_v4, count_v6, joined, departed, cause, back_to, caused_by, caused_why
        from release
      """;

  private static final String NOTE =
      "update release set caused_by = ?, caused_why = ?"
          + " where serial = ? and cause = ? and caused_by is null";

  /** What is told of each address of a part. */
  private static final String TELL =
      """
      select c.address, coalesce(c.scenario, v.scenario), s.state, s.because
        from c left join verdict v on v.address = c.address
        left join lateral (
          select h.state, h.reason ->> 'because' as because from state_change h
           where h.address = c.address and h.at <= c.at order by h.id desc limit 1) s on true
       order by c.address
      """;

  private static final String CHANGED =
      """
      with c as (
        select d.address, d.scenario, r.issued_at as at
          from release_change d join release r on r.serial = d.serial
         where d.serial = ? and d.address > ?::inet and\s""";
  private static final String IN_ORDER = " order by d.address limit ?) ";

  private static final String PARKED =
      """
      with c as (
        select p.address, l.scenario, 'infinity'::timestamptz as at
          from parked_change p left join listing l on l.address = p.address
         where p.added = ? and not p.approved and p.parked_at < 'infinity' and p.address > ?::inet
         order by p.address limit ?)
      """;

  private static final String WAITING =
      """
      select min(parked_at), max(parked_at),
             (select count(*) from (select from parked_change
               where added and not approved and parked_at < 'infinity' limit ?) a),
             (select count(*) from (select from parked_change
               where not added and not approved and parked_at < 'infinity' limit ?) r)
        from parked_change where not approved and parked_at < 'infinity'
      """;

  /** Stands before every address. */
  private static final String FIRST = "0.0.0.0/0";

  private final DataSource dataSource;

  PostgresReleaseStory(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Keeps why a release was made, if it was. */
  static void made(Connection connection, Publication made, Cause cause, Optional<Long> backTo)
      throws SQLException {
    if (made.published() + made.removed() == 0) {
      return;
    }
    try (PreparedStatement update = connection.prepareStatement(MADE)) {
      update.setString(1, cause.text());
      update.setString(2, cause.text());
      update.setObject(3, backTo.orElse(null), Types.BIGINT);
      update.setString(4, cause.text());
      update.setInt(5, made.published());
      update.setInt(6, made.removed());
      update.setLong(7, made.serial());
      update.setLong(8, made.serial());
      update.executeUpdate();
    }
  }

  @Override
  public List<Told> newest(long before, int limit) {
    return told(TOLD + " where serial < ? order by serial desc limit ?", before, (long) limit);
  }

  @Override
  public Optional<Told> find(long serial) {
    return told(TOLD + " where serial = ?", serial).stream().findFirst();
  }

  private List<Told> told(String sql, Long... parameters) {
    List<Told> told = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        select.setLong(i + 1, parameters[i]);
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          told.add(
              new Told(
                  rows.getLong(1),
                  rows.getTimestamp(2).toInstant(),
                  rows.getInt(3),
                  rows.getInt(4),
                  rows.getInt(5),
                  rows.getInt(6),
                  why(rows)));
        }
      }
      return told;
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  private static Why why(ResultSet row) throws SQLException {
    long backTo = row.getLong(8);
    return new Why(
        text(row.getString(7)).map(name -> Cause.valueOf(name.toUpperCase(Locale.ROOT))),
        backTo == 0 ? Optional.empty() : Optional.of(backTo),
        text(row.getString(9)),
        text(row.getString(10)));
  }

  private static Optional<String> text(@Nullable String text) {
    return Optional.ofNullable(text);
  }

  @Override
  public List<Difference> differences(
      long serial, boolean joined, Optional<Address> after, int limit) {
    return differences(
        CHANGED + (joined ? "d.added" : "not d.added") + IN_ORDER + TELL,
        select -> {
          select.setLong(1, serial);
          select.setString(2, after.map(Address::toString).orElse(FIRST));
          select.setInt(3, limit);
        });
  }

  @Override
  public List<Difference> differences(boolean joining, Optional<Address> after, int limit) {
    return differences(
        PARKED + TELL,
        select -> {
          select.setBoolean(1, joining);
          select.setString(2, after.map(Address::toString).orElse(FIRST));
          select.setInt(3, limit);
        });
  }

  private interface Parameters {
    void set(PreparedStatement statement) throws SQLException;
  }

  private List<Difference> differences(String sql, Parameters parameters) {
    List<Difference> differences = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      parameters.set(select);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          differences.add(
              new Difference(
                  PostgresRows.address(rows, 1),
                  text(rows.getString(2)),
                  text(rows.getString(3)),
                  text(rows.getString(4))));
        }
      }
      return differences;
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  @Override
  public void note(long serial, Cause cause, String by, Optional<String> reason) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement update = connection.prepareStatement(NOTE)) {
      update.setString(1, by);
      update.setString(2, reason.orElse(null));
      update.setLong(3, serial);
      update.setString(4, cause.text());
      update.executeUpdate();
    } catch (SQLException e) {
      throw failure("told", e);
    }
  }

  @Override
  public Optional<Parked> waiting() {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(WAITING)) {
      select.setInt(1, COUNTED + 1);
      select.setInt(2, COUNTED + 1);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getTimestamp(1) == null
            ? Optional.empty()
            : Optional.of(
                new Parked(
                    row.getTimestamp(1).toInstant(),
                    row.getTimestamp(2).toInstant(),
                    row.getInt(3),
                    row.getInt(4)));
      }
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  private static IllegalStateException failure(String what, SQLException cause) {
    return new IllegalStateException("the story of releases could not be " + what, cause);
  }
}
