package org.tocsin.agent.decision;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Alerts on disk. */
public final class SqliteAlerts {
  private static final String COLUMNS =
      "id, uuid, scenario, scenario_hash, scope, value, country, as_number, as_name, events,"
          + " started_at, stopped_at, created_at, message, simulated, details";

  private final SqliteStore store;

  public SqliteAlerts(SqliteStore store) {
    this.store = store;
  }

  static long add(Connection open, AlertRecord alert) throws SQLException {
    return SqliteStore.insert(
        open,
        "INSERT INTO alert (uuid, scenario, scenario_hash, scope, value, country, as_number,"
            + " as_name, events, started_at, stopped_at, created_at, message, simulated, details)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        alert.uuid(),
        alert.scenario(),
        alert.scenarioHash(),
        alert.target().scope(),
        alert.target().value(),
        alert.place().country(),
        alert.place().asNumber(),
        alert.place().asName(),
        alert.events(),
        alert.started().toEpochMilli(),
        alert.stopped().toEpochMilli(),
        alert.created().toEpochMilli(),
        alert.message(),
        alert.simulated() ? 1 : 0,
        alert.details());
  }

  /** The newest alerts first, without their details. */
  public List<AlertRecord> newest(Instant since) {
    return store.rows(
        "SELECT "
            + COLUMNS.replace("details", "'' AS details")
            + " FROM alert WHERE created_at >= ? ORDER BY id DESC",
        SqliteAlerts::alert,
        since.toEpochMilli());
  }

  public Optional<AlertRecord> find(long id) {
    return store
        .rows("SELECT " + COLUMNS + " FROM alert WHERE id = ?", SqliteAlerts::alert, id)
        .stream()
        .findFirst();
  }

  public boolean delete(long id) {
    return store.change("DELETE FROM alert WHERE id = ?", id) > 0;
  }

  /** Keeps the newest so many, and none that is older than the instant. */
  int forget(Instant before, int most) {
    return store.change(
        "DELETE FROM alert WHERE created_at < ? OR id <="
            + " (SELECT coalesce(max(id), 0) FROM alert) - ?",
        before.toEpochMilli(),
        most);
  }

  private static AlertRecord alert(ResultSet row) throws SQLException {
    return new AlertRecord(
        row.getLong("id"),
        row.getString("uuid"),
        row.getString("scenario"),
        row.getString("scenario_hash"),
        new Target(row.getString("scope"), row.getString("value")),
        new AlertRecord.Place(
            row.getString("country"), row.getString("as_number"), row.getString("as_name")),
        row.getInt("events"),
        Instant.ofEpochMilli(row.getLong("started_at")),
        Instant.ofEpochMilli(row.getLong("stopped_at")),
        Instant.ofEpochMilli(row.getLong("created_at")),
        row.getString("message"),
        row.getInt("simulated") != 0,
        row.getString("details"));
  }
}
