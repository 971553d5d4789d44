package org.tocsin.agent.decision;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Decisions on disk. Every change of one gets the next number, so that readers see what is new. */
public final class SqliteDecisions {
  private static final String COLUMNS =
      "id, change, alert, uuid, origin, scenario, type, scope, value, from_at, until_at, simulated";

  private final SqliteStore store;

  public SqliteDecisions(SqliteStore store) {
    this.store = store;
  }

  /** Keeps these decisions, all or none; those whose name is kept already are left out. */
  public List<HeldDecision> add(long alert, List<Decision> decisions) {
    return store.in(open -> add(open, alert, decisions));
  }

  static List<HeldDecision> add(Connection open, long alert, List<Decision> decisions)
      throws SQLException {
    List<HeldDecision> held = new ArrayList<>();
    for (Decision decision : decisions) {
      long change = next(open);
      int before = SqliteStore.number(open, "SELECT total_changes()");
      long id =
          SqliteStore.insert(
              open,
              "INSERT OR IGNORE INTO decision (change, alert, uuid, origin, scenario, type, scope,"
                  + " value, from_at, until_at, simulated) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              change,
              alert,
              decision.uuid(),
              decision.origin(),
              decision.scenario(),
              decision.type(),
              decision.target().scope(),
              decision.target().value(),
              decision.from().toEpochMilli(),
              decision.until().toEpochMilli(),
              decision.simulated() ? 1 : 0);
      if (SqliteStore.number(open, "SELECT total_changes()") > before) {
        held.add(new HeldDecision(id, change, alert, decision));
      }
    }
    return held;
  }

  private static long next(Connection open) throws SQLException {
    SqliteStore.change(open, "UPDATE latest_change SET number = number + 1");
    return SqliteStore.number(open, "SELECT number FROM latest_change");
  }

  /** Ends those in force that are meant, now; gives them as they are after it. */
  public List<HeldDecision> end(Predicate<HeldDecision> meant, Instant now) {
    return store.in(
        open -> {
          List<HeldDecision> ended = new ArrayList<>();
          for (HeldDecision held : active(now)) {
            if (meant.test(held)) {
              long change = next(open);
              SqliteStore.change(
                  open,
                  "UPDATE decision SET until_at = ?, change = ? WHERE id = ?",
                  now.toEpochMilli(),
                  change,
                  held.id());
              Decision decision = held.decision().endingAt(now);
              ended.add(new HeldDecision(held.id(), change, held.alert(), decision));
            }
          }
          return ended;
        });
  }

  public List<HeldDecision> active(Instant now) {
    return endingAfter(now);
  }

  public List<HeldDecision> endingAfter(Instant instant) {
    return store.rows(
        "SELECT " + COLUMNS + " FROM decision WHERE until_at > ? ORDER BY id",
        SqliteDecisions::held,
        instant.toEpochMilli());
  }

  long latestChange() {
    return store.rows("SELECT number FROM latest_change", row -> row.getLong(1)).get(0);
  }

  List<HeldDecision> changedAfter(long change) {
    return store.rows(
        "SELECT " + COLUMNS + " FROM decision WHERE change > ? ORDER BY change",
        SqliteDecisions::held,
        change);
  }

  /** How many decisions about a value began at or after an instant, those that ended included. */
  long count(String value, Instant since) {
    return store
        .rows(
            "SELECT count(*) FROM decision WHERE value = ? AND from_at >= ?",
            row -> row.getLong(1),
            value,
            since.toEpochMilli())
        .get(0);
  }

  int forgetEndedBefore(Instant instant) {
    return store.change("DELETE FROM decision WHERE until_at < ?", instant.toEpochMilli());
  }

  private static HeldDecision held(ResultSet row) throws SQLException {
    Decision decision =
        new Decision(
            row.getString("uuid"),
            row.getString("origin"),
            row.getString("scenario"),
            row.getString("type"),
            new Target(row.getString("scope"), row.getString("value")),
            Instant.ofEpochMilli(row.getLong("from_at")),
            Instant.ofEpochMilli(row.getLong("until_at")),
            row.getInt("simulated") != 0);
    return new HeldDecision(
        row.getLong("id"), row.getLong("change"), row.getLong("alert"), decision);
  }
}
