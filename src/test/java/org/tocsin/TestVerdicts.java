package org.tocsin;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.tocsin.curation.Policy;

/** Verdicts without evidence behind them, which nobody judges again by himself. */
public final class TestVerdicts {

  /** Lets pass whatever a test does. */
  public static final Policy.Breaker BREAKER =
      new Policy.Breaker(new Policy.AtLeast(10_000, 1), new Policy.AtLeast(10_000, 1));

  private static final String SET =
      "insert into verdict (address, state, scenario, expires_at, judge_at, recipients)"
          + " values (?::inet, ?, 't/attack', ?::timestamptz, '2100-01-01', ?::bigint[])"
          + " on conflict (address) do update set state = excluded.state,"
          + " expires_at = excluded.expires_at, recipients = excluded.recipients";

  private final TestSql sql;

  public TestVerdicts(DataSource dataSource) {
    this.sql = new TestSql(dataSource);
  }

  /** Lists an address for some organisations. */
  public void scoped(String address, Instant expiresAt, Long... organisations) {
    set(address, "scoped", expiresAt, organisations);
  }

  /** Lists an address for everybody. */
  public void global(String address, Instant expiresAt) {
    set(address, "global", expiresAt);
  }

  /** Changes what the votes on an address came to, in millionths. */
  public void score(String address, long score) {
    try {
      sql.change("update verdict set score = " + score + " where address = ?::inet", address);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Lists an address for nobody. */
  public void off(String address) {
    try {
      sql.change("delete from verdict where address = ?::inet", address);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void set(String address, String state, Instant expiresAt, Long... organisations) {
    String recipients =
        Arrays.stream(organisations)
            .map(String::valueOf)
            .collect(Collectors.joining(",", "{", "}"));
    try {
      sql.change(SET, address, state, expiresAt.toString(), recipients);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
