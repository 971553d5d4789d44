package org.tocsin.privatelist;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.tocsin.address.Prefix;

/** What engines are given, from PostgreSQL. */
@ApplicationScoped
final class PostgresServedLists implements ServedLists {

  /** Longer than engines are switched off that somebody still counts on. */
  private static final Duration LINKED_AFTER_DELETION = Duration.ofDays(30);

  private static final String IN_FORCE = " and (e.expires_at is null or e.expires_at > ?)";

  private final DataSource dataSource;

  PostgresServedLists(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  private interface Reading<T> {
    T of(ResultSet rows) throws SQLException;
  }

  private <T> T read(String sql, long id, Instant at, Reading<T> reading) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              try (Connection connection = dataSource.getConnection();
                  PreparedStatement select = connection.prepareStatement(sql)) {
                select.setLong(1, id);
                select.setTimestamp(2, Timestamp.from(at));
                try (ResultSet rows = select.executeQuery()) {
                  return reading.of(rows);
                }
              } catch (SQLException e) {
                throw new IllegalStateException("the private lists could not be read", e);
              }
            });
  }

  @Override
  public Optional<Served> find(long id, Instant now) {
    return read(
        "select l.*, greatest(l.updated_at, x.expired_at) as changed_at from ("
            + PostgresListRows.LISTS
            + " where l.id = ?) l cross join lateral"
            + " (select max(e.expires_at) as expired_at from private_list_entry e"
            + " where e.list_id = l.id and e.expires_at <= ?) x",
        id,
        now,
        rows ->
            rows.next()
                ? Optional.of(
                    new Served(
                        PostgresListRows.list(rows), rows.getTimestamp("changed_at").toInstant()))
                : Optional.empty());
  }

  @Override
  public List<PrivateLists.Stored> inForce(PrivateList list, Instant now) {
    return read(
        PostgresListRows.ENTRIES + " where e.list_id = ?" + IN_FORCE + " order by e.value",
        list.id(),
        now,
        PostgresListRows::entries);
  }

  @Override
  public List<PrivateList> linked(long organisation, Instant now) {
    return read(
        PostgresListRows.LISTS
            + " where l.organisation_id = ? and (l.deleted_at is null or l.deleted_at > ?)"
            + " order by l.id",
        organisation,
        now.minus(LINKED_AFTER_DELETION),
        PostgresListRows::lists);
  }

  @Override
  public List<Prefix> allowed(long organisation, Instant now) {
    return read(
        "select e.value from private_list l join private_list_entry e on e.list_id = l.id"
            + " where l.organisation_id = ? and l.kind = 'allow'"
            + IN_FORCE,
        organisation,
        now,
        rows -> {
          List<Prefix> values = new ArrayList<>();
          while (rows.next()) {
            values.add(PostgresListRows.prefix(rows, "value"));
          }
          return values;
        });
  }
}
