package org.tocsin.publication;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.curation.Standing;
import org.tocsin.curation.Verdict;

/** Verdicts in PostgreSQL. */
@ApplicationScoped
final class PostgresVerdictLedger implements VerdictLedger {

  private static final String UPSERT =
      """
      insert into verdict as v (address, state, scenario, eligible_since, expires_at, judge_at)
      values (?::inet, ?, ?, ?, ?, ?)
      on conflict (address) do update
        set state = excluded.state, scenario = excluded.scenario,
            eligible_since = excluded.eligible_since, expires_at = excluded.expires_at,
            judge_at = excluded.judge_at
      """;

  private final DataSource dataSource;

  PostgresVerdictLedger(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public Map<Address, Standing> standings(Collection<Address> addresses) {
    Map<Address, Standing> standings = new LinkedHashMap<>();
    addresses.forEach(address -> standings.put(address, new Standing.Unlisted()));
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select address, state, eligible_since from verdict"
                    + " where address = any (?::inet[])")) {
      Array texts =
          connection.createArrayOf("text", addresses.stream().map(Address::toString).toArray());
      select.setArray(1, texts);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          standings.put(
              PostgresRows.address(rows, 1),
              rows.getString(2).equals("global")
                  ? new Standing.Listed()
                  : new Standing.Soaking(rows.getTimestamp(3).toInstant()));
        }
      }
      return standings;
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  @Override
  public List<Address> due(Instant now, int limit) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select address from verdict where judge_at <= ? order by judge_at limit ?")) {
      select.setTimestamp(1, Timestamp.from(now));
      select.setInt(2, limit);
      List<Address> addresses = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          addresses.add(PostgresRows.address(rows, 1));
        }
      }
      return addresses;
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  @Override
  public int save(Collection<Verdict> verdicts) {
    Map<Address, Standing> before = standings(verdicts.stream().map(Verdict::address).toList());
    try (Connection connection = dataSource.getConnection();
        PreparedStatement upsert = connection.prepareStatement(UPSERT);
        PreparedStatement delete =
            connection.prepareStatement("delete from verdict where address = ?::inet")) {
      int changed = 0;
      for (Verdict verdict : verdicts) {
        Standing standing = Optional.ofNullable(before.get(verdict.address())).orElseThrow();
        changed += differs(standing, verdict.state()) ? 1 : 0;
        switch (verdict.state()) {
          case GLOBAL, SOAKING -> put(upsert, verdict);
          case NONE, REJECTED -> {
            if (!(standing instanceof Standing.Unlisted)) {
              delete.setString(1, verdict.address().toString());
              delete.addBatch();
            }
          }
        }
      }
      upsert.executeBatch();
      delete.executeBatch();
      return changed;
    } catch (SQLException e) {
      throw failure("saved", e);
    }
  }

  private static boolean differs(Standing before, Verdict.State now) {
    return switch (now) {
      case GLOBAL -> !(before instanceof Standing.Listed);
      case SOAKING -> !(before instanceof Standing.Soaking);
      case NONE, REJECTED -> !(before instanceof Standing.Unlisted);
    };
  }

  private static void put(PreparedStatement upsert, Verdict verdict) throws SQLException {
    Instant judgeAt = verdict.soakUntil().or(verdict::expiresAt).orElseThrow();
    upsert.setString(1, verdict.address().toString());
    upsert.setString(2, verdict.state() == Verdict.State.GLOBAL ? "global" : "soaking");
    upsert.setString(3, verdict.scenario().orElseThrow());
    if (verdict.eligibleSince().isPresent()) {
      upsert.setTimestamp(4, Timestamp.from(verdict.eligibleSince().get()));
    } else {
      upsert.setNull(4, Types.TIMESTAMP_WITH_TIMEZONE);
    }
    upsert.setTimestamp(5, Timestamp.from(verdict.expiresAt().orElse(judgeAt)));
    upsert.setTimestamp(6, Timestamp.from(judgeAt));
    upsert.addBatch();
  }

  @Override
  public void makeAllDue(Instant now) {
    execute("update verdict set judge_at = least(judge_at, ?)", now, "");
  }

  @Override
  public void makeDue(Prefix range, Instant now) {
    execute(
        "update verdict set judge_at = least(judge_at, ?) where address <<= ?::inet",
        now,
        range.toString());
  }

  private void execute(String sql, Instant now, String range) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement update = connection.prepareStatement(sql)) {
      update.setTimestamp(1, Timestamp.from(now));
      if (!range.isEmpty()) {
        update.setString(2, range);
      }
      update.executeUpdate();
    } catch (SQLException e) {
      throw failure("marked as due", e);
    }
  }

  @Override
  public boolean rulesChanged(String digest) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement update =
            connection.prepareStatement("update judged_rules set digest = ? where digest <> ?")) {
      update.setString(1, digest);
      update.setString(2, digest);
      return update.executeUpdate() == 1;
    } catch (SQLException e) {
      throw failure("compared with the rules", e);
    }
  }

  private static IllegalStateException failure(String what, SQLException cause) {
    return new IllegalStateException("the verdicts could not be " + what, cause);
  }
}
