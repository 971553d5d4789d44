package org.tocsin.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The roster in PostgreSQL. */
@ApplicationScoped
final class PostgresRoster implements Roster {

  private static final String SELECT =
      """
      select o.id, o.name, o.role, o.organisation_id, o.created_at, o.seen_at,
             g.name as organisation, f.failures, f.blocked_until,
             exists (select 1 from operator_password p where p.operator_id = o.id) as password,
             (select count(*) from operator_passkey k where k.operator_id = o.id) as passkeys,
             exists (select 1 from operator_subject s where s.operator_id = o.id) as provider
        from operator o
        left join organisation g on g.id = o.organisation_id
        left join sign_in_failure f on f.operator_id = o.id
       where o.revoked_at is null and\
      """;

  private final DataSource dataSource;

  PostgresRoster(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public List<Entry> list(long after, int limit, Instant now) {
    return select(" o.id > ? order by o.id limit ?", after, limit, now);
  }

  @Override
  public Optional<Entry> find(long id, Instant now) {
    return select(" o.id = ? limit ?", id, 1, now).stream().findFirst();
  }

  private List<Entry> select(String rest, long id, int limit, Instant now) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(SELECT + rest)) {
      select.setLong(1, id);
      select.setInt(2, limit);
      List<Entry> entries = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          entries.add(entry(row, now));
        }
      }
      return entries;
    } catch (SQLException e) {
      throw new IllegalStateException("the operators could not be read", e);
    }
  }

  private static Entry entry(ResultSet row, Instant now) throws SQLException {
    return new Entry(
        PostgresSessions.operator(row),
        Optional.ofNullable(row.getString("organisation")),
        Optional.ofNullable(row.getTimestamp("seen_at")).map(Timestamp::toInstant),
        row.getBoolean("password"),
        row.getInt("passkeys"),
        row.getBoolean("provider"),
        row.getInt("failures"),
        Optional.ofNullable(row.getTimestamp("blocked_until"))
            .map(Timestamp::toInstant)
            .filter(until -> until.isAfter(now)));
  }
}
