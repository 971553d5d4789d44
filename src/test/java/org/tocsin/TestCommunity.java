package org.tocsin;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Organisations that nobody vouches for, as they are after weeks: known in the past tense only. */
public final class TestCommunity {

  private static final int PROVEN = 30_000_000;
  private static final int WEEKS = 60;

  private final TestOperator operator;
  private final TestSql sql;

  public TestCommunity(TestOperator operator, TestSql sql) {
    this.operator = operator;
    this.sql = sql;
  }

  /**
   * Returns an agent of each of some trusted organisations.
   *
   * @param networks in how many networks they stand
   * @param firstReport how long ago each first reported anything
   */
  public List<TestAgent> trusted(int count, int networks, Duration firstReport, Instant now) {
    List<TestAgent> agents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long organisation = operator.organisation(false, false);
      TestAgent agent = TestAgent.enrolled(operator, organisation);
      trust(organisation, now.minus(firstReport));
      place(agent, 64_500 + i % networks, "prefix " + organisation);
      agents.add(agent);
    }
    return agents;
  }

  private void trust(long organisation, Instant firstReport) {
    change(
        "insert into reputation (organisation_id, confirmations, contradictions, active_days,"
            + " average_volume, first_report_at) values (?, ?, 0, ?, 50000000, ?::timestamptz)",
        organisation,
        PROVEN,
        WEEKS,
        firstReport.toString());
  }

  private void place(TestAgent agent, long asn, String prefix) {
    change("update agent set asn = ?, prefix_hash = ? where login = ?", asn, prefix, agent.login());
  }

  private void change(String statement, Object... arguments) {
    try {
      sql.change(statement, arguments);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
