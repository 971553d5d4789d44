package org.tocsin.evidence;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.tocsin.address.Address;
import org.tocsin.enrolment.AgentNetworks;
import org.tocsin.signal.SignalLog;

/**
 * Stored signals in PostgreSQL, read by ranges of positions: each range is sorted in memory, and no
 * statement is open for as long as the reader takes.
 */
@ApplicationScoped
final class PostgresStoredReports implements StoredReports {

  private static final long AT_ONCE = 50_000;

  private static final String EXTENT =
      """
      select coalesce(min(first), 0), coalesce(max(last), 0), coalesce(sum(reports), 0), count(*)
        from (select min(position) as first, max(position) as last, count(*) as reports
                from (%s) a
               group by address, organisation_id, agent_id, scenario_id) seen
      """
          .formatted(SignalLog.ADMISSIBLE_SINCE);

  private static final String READ =
      """
      select a.received_at, a.organisation_id, a.agent_id, coalesce(n.asn, 0),
             coalesce(n.prefix_hash, ''), a.address, c.name, encode(c.hash, 'hex'), a.stopped_at
        from (%s) a
        join (%s) c on c.id = a.scenario_id
        left join (%s) n on n.id = a.agent_id
        left join evidence_void v on v.address = a.address
       where a.received_at >= ? and (v.before is null or a.received_at > v.before)
       order by a.position
      """
          .formatted(SignalLog.ADMISSIBLE_BETWEEN, SignalLog.SCENARIOS, AgentNetworks.ALL);

  private final DataSource dataSource;

  PostgresStoredReports(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public Extent since(Instant instant) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(EXTENT)) {
      select.setTimestamp(1, Timestamp.from(instant));
      select.setTimestamp(2, Timestamp.from(instant));
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return new Extent(instant, row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public void read(Extent extent, Consumer<Reported> reader) {
    // Few names and networks, and many reports that hold on to them.
    Map<Object, Object> known = new HashMap<>();
    for (long before = extent.first() - 1; before < extent.last(); before += AT_ONCE) {
      long to = Math.min(extent.last(), before + AT_ONCE);
      try (Connection connection = dataSource.getConnection();
          PreparedStatement select = connection.prepareStatement(READ)) {
        select.setLong(1, before);
        select.setLong(2, to);
        select.setTimestamp(3, Timestamp.from(extent.since()));
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            reader.accept(reported(rows, known));
          }
        }
      } catch (SQLException e) {
        throw failure(e);
      }
    }
  }

  private static Reported reported(ResultSet row, Map<Object, Object> known) throws SQLException {
    Instant at = row.getTimestamp(1).toInstant();
    return new Reported(
        at,
        row.getLong(2),
        row.getLong(3),
        once(new Network(row.getLong(4), row.getString(5)), known, Network.class),
        Address.parse(row.getString(6))
            .orElseThrow(() -> new IllegalStateException("the database holds a malformed address")),
        once(row.getString(7), known, String.class),
        once(row.getString(8), known, String.class),
        Optional.ofNullable(row.getTimestamp(9))
            .map(stopped -> Duration.between(at, stopped.toInstant())));
  }

  private static <T> T once(T value, Map<Object, Object> known, Class<T> type) {
    return type.cast(known.computeIfAbsent(value, any -> any));
  }

  private static IllegalStateException failure(SQLException cause) {
    return new IllegalStateException("the stored signals could not be read", cause);
  }
}
