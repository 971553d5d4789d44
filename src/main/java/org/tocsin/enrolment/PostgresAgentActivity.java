package org.tocsin.enrolment;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/**
 * Collects agents' latest pushes and pulls and writes them in one batch. What a crash loses is the
 * last half minute of these times, never a signal.
 */
@ApplicationScoped
final class PostgresAgentActivity implements AgentActivity {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  private static final String SEEN =
      """
      select count(*) filter (where at > ?), count(*) filter (where at > ?)
        from (select greatest(last_login_at, last_push_at, last_pull_at) as at from agent) seen
      """;

  private record Noted(Optional<Instant> push, Optional<Instant> pull, Optional<Long> release) {

    Noted merge(Noted later) {
      return new Noted(
          later.push.or(() -> push), later.pull.or(() -> pull), later.release.or(() -> release));
    }
  }

  private final DataSource dataSource;
  private final Map<Integer, Noted> seen = new ConcurrentHashMap<>();

  PostgresAgentActivity(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public void pushed(Agent agent, Instant at) {
    seen.merge(
        agent.id(), new Noted(Optional.of(at), Optional.empty(), Optional.empty()), Noted::merge);
  }

  @Override
  public void pulled(Agent agent, Instant at, long release) {
    seen.merge(
        agent.id(),
        new Noted(Optional.empty(), Optional.of(at), Optional.of(release)),
        Noted::merge);
  }

  @Override
  public Seen seen(Instant now) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(SEEN)) {
      select.setTimestamp(1, Timestamp.from(now.minus(HOUR)));
      select.setTimestamp(2, Timestamp.from(now.minus(DAY)));
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return new Seen(row.getLong(1), row.getLong(2));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the agents could not be counted", e);
    }
  }

  void stop(@Observes ShutdownEvent event) {
    flush();
  }

  @Override
  public synchronized void flush() {
    // In order of agents, so that two servers that write at once cannot block each other for good.
    Map<Integer, Noted> taken = new TreeMap<>();
    List<Integer> agents = new ArrayList<>(seen.keySet());
    for (Integer agent : agents) {
      Optional.ofNullable(seen.remove(agent)).ifPresent(value -> taken.put(agent, value));
    }
    if (taken.isEmpty()) {
      return;
    }
    try (Connection connection = dataSource.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                "update agent set last_push_at = greatest(last_push_at, ?),"
                    + " last_pull_at = greatest(last_pull_at, ?),"
                    + " release = coalesce(?, release) where id = ?")) {
      for (Map.Entry<Integer, Noted> entry : taken.entrySet()) {
        Noted value = entry.getValue();
        update.setTimestamp(1, value.push.map(Timestamp::from).orElse(null));
        update.setTimestamp(2, value.pull.map(Timestamp::from).orElse(null));
        update.setObject(3, value.release.orElse(null), java.sql.Types.BIGINT);
        update.setInt(4, entry.getKey());
        update.addBatch();
      }
      update.executeBatch();
    } catch (SQLException e) {
      taken.forEach(
          (agent, value) -> seen.merge(agent, value, (newer, older) -> older.merge(newer)));
      throw new IllegalStateException("the agents' activity could not be written", e);
    }
  }
}
