package org.tocsin.publication;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.curation.Standing;
import org.tocsin.curation.Verdict;
import org.tocsin.curation.VerdictLedger;

/** Verdicts in PostgreSQL. What is kept of nothing has no row. */
@ApplicationScoped
final class PostgresVerdictLedger implements VerdictLedger {

  private static final String KEPT =
      "select " + PostgresVerdictRows.COLUMNS + " from verdict where address = any (?::inet[])";

  private final DataSource dataSource;
  private final PostgresStateHistory history;

  PostgresVerdictLedger(DataSource dataSource, PostgresStateHistory history) {
    this.dataSource = dataSource;
    this.history = history;
  }

  @Override
  public Map<Address, Kept> kept(Collection<Address> addresses) {
    Map<Address, Kept> kept = new HashMap<>();
    addresses.forEach(address -> kept.put(address, Kept.NOTHING));
    try (Connection connection = dataSource.getConnection()) {
      kept.putAll(rows(connection, addresses));
    } catch (SQLException e) {
      throw failure("read", e);
    }
    return kept;
  }

  private static Map<Address, Kept> rows(Connection connection, Collection<Address> addresses)
      throws SQLException {
    Map<Address, Kept> found = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(KEPT)) {
      select.setArray(1, PostgresRows.texts(connection, addresses));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.put(PostgresRows.address(rows, 1), PostgresVerdictRows.kept(rows));
        }
      }
    }
    return found;
  }

  @Override
  public List<Address> due(Instant now, int limit) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select address from verdict where judge_at <= ?"
                    + " order by judge_at, address limit ?")) {
      select.setTimestamp(1, Timestamp.from(now));
      select.setInt(2, limit);
      return PostgresRows.addresses(select);
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  @Override
  public int save(Collection<Verdict> verdicts, Instant now) {
    List<PostgresVerdictRows.Row> put = new ArrayList<>();
    List<Address> gone = new ArrayList<>();
    List<Verdict> changedState = new ArrayList<>();
    int changed = 0;
    try (Connection connection = dataSource.getConnection()) {
      Map<Address, Kept> before =
          rows(connection, verdicts.stream().map(Verdict::address).toList());
      for (Verdict verdict : verdicts) {
        Kept was = before.getOrDefault(verdict.address(), Kept.NOTHING);
        PostgresVerdictRows.Row row = PostgresVerdictRows.Row.of(verdict);
        if (!row.kept().equals(Kept.NOTHING)) {
          put.add(row);
        } else if (before.containsKey(verdict.address())) {
          gone.add(verdict.address());
        }
        if (was.state() != row.kept().state()) {
          changedState.add(verdict);
        }
        changed += differs(was, row.kept()) ? 1 : 0;
      }
      PostgresVerdictRows.put(connection, put);
      delete(connection, gone);
    } catch (SQLException e) {
      throw failure("saved", e);
    }
    history.record(changedState, now);
    return changed;
  }

  private static boolean differs(Kept before, Kept after) {
    return before.state() != after.state() || !before.recipients().equals(after.recipients());
  }

  private static void delete(Connection connection, List<Address> gone) throws SQLException {
    if (gone.isEmpty()) {
      return;
    }
    try (PreparedStatement delete =
        connection.prepareStatement("delete from verdict where address = any (?::inet[])")) {
      delete.setArray(1, PostgresRows.texts(connection, gone));
      delete.executeUpdate();
    }
  }

  @Override
  public void change(Address address, UnaryOperator<Standing> change, Instant now) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select "
                    + PostgresVerdictRows.COLUMNS
                    + ", scenario, expires_at, score from verdict where address = ?::inet for update")) {
      select.setString(1, address.toString());
      Kept before = Kept.NOTHING;
      Optional<String> scenario = Optional.empty();
      Optional<Instant> expiresAt = Optional.empty();
      long score = 0;
      try (ResultSet row = select.executeQuery()) {
        if (row.next()) {
          before = PostgresVerdictRows.kept(row);
          scenario = Optional.ofNullable(row.getString(16));
          expiresAt = PostgresRows.instant(row, 17);
          score = row.getLong(18);
        }
      }
      Kept after = new Kept(before.state(), change.apply(before.standing()), before.recipients());
      if (after.equals(Kept.NOTHING)) {
        delete(connection, List.of(address));
      } else {
        PostgresVerdictRows.put(
            connection,
            List.of(
                new PostgresVerdictRows.Row(
                    address, after, scenario, expiresAt, Optional.of(now), score)));
      }
    } catch (SQLException e) {
      throw failure("changed", e);
    }
  }

  @Override
  public void makeAllDue(Instant now) {
    execute(
        "update verdict set judge_at = ? where judge_at is distinct from ?",
        update -> {
          update.setTimestamp(1, Timestamp.from(now));
          update.setTimestamp(2, Timestamp.from(now));
        });
  }

  @Override
  public void makeDue(Prefix range, Instant now) {
    execute(
        "update verdict set judge_at = ?"
            + " where address >= host(?::cidr)::inet and address <= host(broadcast(?::cidr))::inet",
        update -> {
          update.setTimestamp(1, Timestamp.from(now));
          update.setString(2, range.toString());
          update.setString(3, range.toString());
        });
  }

  @Override
  public boolean rulesChanged(String digest) {
    return execute(
            "update judged_rules set digest = ? where digest <> ?",
            update -> {
              update.setString(1, digest);
              update.setString(2, digest);
            })
        == 1;
  }

  @Override
  public int listed(Prefix range) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select count(*) from verdict where state = 'global' and address >="
                    + " host(?::cidr)::inet and address <= host(broadcast(?::cidr))::inet")) {
      select.setString(1, range.toString());
      select.setString(2, range.toString());
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  @Override
  public List<Address> keptAfter(Optional<Address> after, int limit) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select address from verdict"
                    + (after.isPresent() ? " where address > ?::inet" : "")
                    + " order by address limit ?")) {
      if (after.isPresent()) {
        select.setString(1, after.get().toString());
      }
      select.setInt(after.isPresent() ? 2 : 1, limit);
      return PostgresRows.addresses(select);
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  private interface Parameters {
    void set(PreparedStatement statement) throws SQLException;
  }

  private int execute(String sql, Parameters parameters) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      parameters.set(statement);
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw failure("changed", e);
    }
  }

  private static IllegalStateException failure(String what, SQLException cause) {
    return new IllegalStateException("the verdicts could not be " + what, cause);
  }
}
