package org.tocsin.signal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.tocsin.TestOperator;
import org.tocsin.address.Address;
import org.tocsin.enrolment.Agent;

/** The signals of one enrolled agent that is nobody else's, as the database holds them. */
final class StoredSignals {

  static final String SCENARIO = "crowdsecurity/ssh-bf";

  private static final AtomicInteger NEXT_AGENT = new AtomicInteger(1_000_000);

  private final DataSource dataSource;
  private final Agent agent;

  StoredSignals(DataSource dataSource) {
    this.dataSource = dataSource;
    this.agent = agent(OptionalLong.of(TestOperator.administrator().organisation(false, false)));
  }

  static Agent agent(OptionalLong organisation) {
    int id = NEXT_AGENT.getAndIncrement();
    return new Agent(id, "agent " + id, organisation, false);
  }

  Agent agent() {
    return agent;
  }

  static Signal alert(String address, String uuid) {
    return new Signal(
        Address.parse(address).orElseThrow(),
        new Scenario(SCENARIO, ""),
        Optional.empty(),
        Optional.empty(),
        Optional.of(uuid),
        true);
  }

  static Signal signal(String address, Optional<Instant> start, Optional<Instant> stop) {
    return new Signal(
        Address.parse(address).orElseThrow(),
        new Scenario(SCENARIO, ""),
        start,
        stop,
        Optional.empty(),
        true);
  }

  /** Returns a writer that remembers nothing, as after a restart. */
  PostgresSignalWriter writer() {
    return new PostgresSignalWriter(dataSource, new PostgresScenarios(1_000));
  }

  long count() {
    return column("'one'").size();
  }

  /** Returns an expression over each of the agent's signals. */
  List<String> column(String expression) {
    return query("select " + expression + " from signal where agent_id = " + agent.id());
  }

  long lastPosition() {
    return Long.parseLong(query(SignalLog.LAST_POSITION).get(0));
  }

  /** Returns the first column of what a query finds. */
  List<String> query(String sql) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(sql);
        ResultSet rows = select.executeQuery()) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  /** Encodes a batch as a process does that knows no scenario yet. */
  static EncodedBatch encoded(SignalBatch batch) {
    return EncodedBatch.of(batch, scenario -> EncodedBatch.NOT_KNOWN);
  }
}
