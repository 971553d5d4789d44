package org.tocsin.signal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.tocsin.enrolment.Agent;

/**
 * The numbers of scenarios. Names come from strangers, so only enrolled agents introduce new ones,
 * and each only so many; the rest is stored under {@link #UNKNOWN}, which weighs nothing. Takes a
 * connection outside a transaction, because what is remembered here must not be rolled back.
 * Thread-safe.
 */
final class PostgresScenarios {

  /** The number of every scenario that was not introduced. */
  static final int UNKNOWN = 0;

  private final Map<Scenario, Integer> numbers = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> introducedByAgent = new ConcurrentHashMap<>();
  private final int newPerAgent;

  PostgresScenarios(int newPerAgent) {
    this.newPerAgent = newPerAgent;
  }

  /** Returns the number of a scenario that is remembered, without asking the database. */
  int remembered(Scenario scenario) {
    return numbers.getOrDefault(scenario, EncodedBatch.NOT_KNOWN);
  }

  /** Returns the number of a scenario that an agent reports. */
  int numberOf(Connection connection, Agent agent, Scenario scenario) throws SQLException {
    Integer known = numbers.get(scenario);
    if (known != null) {
      return known;
    }
    // Before the database is asked: a stranger's thousand names would be a thousand questions in
    // everybody's commit.
    if (agent.organisation().isEmpty()
        || introducedByAgent.merge(agent.id(), 1, Integer::sum) > newPerAgent) {
      return UNKNOWN;
    }
    OptionalInt number = find(connection, scenario);
    if (number.isEmpty()) {
      insert(connection, scenario);
      number = find(connection, scenario);
    }
    numbers.put(scenario, number.orElseThrow());
    return number.orElseThrow();
  }

  private static OptionalInt find(Connection connection, Scenario scenario) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("select id from scenario where name = ? and hash = ?")) {
      select.setString(1, scenario.name());
      select.setBytes(2, HexFormat.of().parseHex(scenario.hash()));
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? OptionalInt.of(row.getInt(1)) : OptionalInt.empty();
      }
    }
  }

  private static void insert(Connection connection, Scenario scenario) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into scenario (name, hash) values (?, ?) on conflict (name, hash) do nothing")) {
      insert.setString(1, scenario.name());
      insert.setBytes(2, HexFormat.of().parseHex(scenario.hash()));
      insert.executeUpdate();
    }
  }
}
