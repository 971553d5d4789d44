package org.tocsin.agent.decision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tocsin.agent.state.Owner;

/**
 * The one file in which this agent keeps decisions, alerts, bouncers and allowed ranges. Commands
 * open it beside the running agent: what one of them commits the other sees. Safe for use by
 * several threads, one after another.
 */
public final class SqliteStore implements AutoCloseable {
  private static final String FILE = "agent.db";
  private static final int VERSION = 1;

  private static final List<String> SCHEMA =
      List.of(
          "CREATE TABLE latest_change (number INTEGER NOT NULL)",
          "INSERT INTO latest_change (number) VALUES (0)",
          "CREATE TABLE alert (id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE,"
              + " scenario TEXT NOT NULL, scenario_hash TEXT NOT NULL, scope TEXT NOT NULL,"
              + " value TEXT NOT NULL, country TEXT NOT NULL, as_number TEXT NOT NULL,"
              + " as_name TEXT NOT NULL, events INTEGER NOT NULL, started_at INTEGER NOT NULL,"
              + " stopped_at INTEGER NOT NULL, created_at INTEGER NOT NULL, message TEXT NOT NULL,"
              + " simulated INTEGER NOT NULL, details TEXT NOT NULL)",
          "CREATE INDEX alert_created ON alert (created_at)",
          "CREATE TABLE decision (id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE,"
              + " change INTEGER NOT NULL UNIQUE, alert INTEGER NOT NULL, origin TEXT NOT NULL,"
              + " scenario TEXT NOT NULL, type TEXT NOT NULL, scope TEXT NOT NULL,"
              + " value TEXT NOT NULL, from_at INTEGER NOT NULL, until_at INTEGER NOT NULL,"
              + " simulated INTEGER NOT NULL)",
          "CREATE INDEX decision_until ON decision (until_at)",
          "CREATE INDEX decision_value ON decision (value)",
          "CREATE TABLE bouncer (name TEXT PRIMARY KEY, key_hash TEXT NOT NULL UNIQUE,"
              + " created_at INTEGER NOT NULL, address TEXT NOT NULL, client TEXT NOT NULL,"
              + " pulled_at INTEGER NOT NULL, told TEXT NOT NULL)",
          "CREATE TABLE allowed (id INTEGER PRIMARY KEY AUTOINCREMENT, value TEXT NOT NULL UNIQUE,"
              + " reason TEXT NOT NULL, created_at INTEGER NOT NULL, until_at INTEGER NOT NULL)");

  private final Connection connection;

  private SqliteStore(Connection connection) {
    this.connection = connection;
  }

  /** Opens the store in a state folder, or makes a new one there that only its owner can read. */
  public static SqliteStore open(Path stateFolder) {
    Path file = stateFolder.toAbsolutePath().resolve(FILE);
    try {
      if (!Files.exists(file)) {
        var ownerOnly =
            PosixFilePermissions.asFileAttribute(
                Set.copyOf(PosixFilePermissions.fromString("rw-------")));
        Files.createFile(file, ownerOnly);
        Owner.asAround(file);
      }
      SqliteStore store = new SqliteStore(DriverManager.getConnection("jdbc:sqlite:" + file));
      store.prepare(file);
      return store;
    } catch (IOException | SQLException e) {
      throw new StoreFailed(file + ": " + e.getMessage(), e);
    }
  }

  private void prepare(Path file) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 5000");
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = FULL");
    }
    in(
        open -> {
          int version = number(open, "PRAGMA user_version");
          if (version > VERSION) {
            throw new SQLException("written by a newer agent; upgrade this one");
          }
          if (version == 0) {
            try (Statement statement = open.createStatement()) {
              for (String sql : SCHEMA) {
                statement.execute(sql);
              }
              statement.execute("PRAGMA user_version = " + VERSION);
            }
          }
          return file;
        });
  }

  /** Reads or writes something as a whole. */
  @FunctionalInterface
  interface Work<T> {
    T with(Connection open) throws SQLException;
  }

  /** Reads one row. */
  @FunctionalInterface
  interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  /** Does some work in one transaction: all of it is kept, or nothing. */
  synchronized <T> T in(Work<T> work) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      try {
        T result = work.with(connection);
        statement.execute("COMMIT");
        return result;
      } catch (SQLException | RuntimeException e) {
        rollBack(statement, e);
        throw e;
      }
    } catch (SQLException e) {
      throw new StoreFailed("the agent's database: " + e.getMessage(), e);
    }
  }

  private static void rollBack(Statement statement, Exception reason) {
    try {
      statement.execute("ROLLBACK");
    } catch (SQLException e) {
      reason.addSuppressed(e); // Some failures have rolled back already.
    }
  }

  /** All rows of a query with these values in it. */
  synchronized <T> List<T> rows(String sql, Row<T> row, Object... values) {
    try (PreparedStatement statement = prepared(connection, sql, values);
        ResultSet found = statement.executeQuery()) {
      List<T> rows = new ArrayList<>();
      while (found.next()) {
        rows.add(row.of(found));
      }
      return rows;
    } catch (SQLException e) {
      throw new StoreFailed("the agent's database: " + e.getMessage(), e);
    }
  }

  /** Changes rows and says how many; in a transaction of its own. */
  int change(String sql, Object... values) {
    return in(open -> change(open, sql, values));
  }

  static int change(Connection open, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = prepared(open, sql, values)) {
      return statement.executeUpdate();
    }
  }

  /** Inserts a row and gives its number. */
  static long insert(Connection open, String sql, Object... values) throws SQLException {
    change(open, sql, values);
    try (Statement statement = open.createStatement();
        ResultSet id = statement.executeQuery("SELECT last_insert_rowid()")) {
      return id.next() ? id.getLong(1) : 0;
    }
  }

  static int number(Connection open, String sql) throws SQLException {
    try (Statement statement = open.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      return found.next() ? found.getInt(1) : 0;
    }
  }

  private static PreparedStatement prepared(Connection open, String sql, Object... values)
      throws SQLException {
    PreparedStatement statement = open.prepareStatement(sql);
    try {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }

  /** Changes whenever somebody else committed something. */
  synchronized int othersCommits() {
    try {
      return number(connection, "PRAGMA data_version");
    } catch (SQLException e) {
      throw new StoreFailed("the agent's database: " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new StoreFailed("the agent's database: " + e.getMessage(), e);
    }
  }
}
