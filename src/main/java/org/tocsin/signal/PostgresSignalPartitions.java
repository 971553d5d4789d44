package org.tocsin.signal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/** The daily partitions of the signal table. */
final class PostgresSignalPartitions {

  /** Any number that no other lock of this database uses. */
  private static final long CREATION_LOCK = 0x70c52L;

  private PostgresSignalPartitions() {}

  private static String nameOf(LocalDate day) {
    return "signal_" + day.format(DateTimeFormatter.BASIC_ISO_DATE);
  }

  static void ensure(Connection connection, LocalDate day) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // Looked up first: creating takes a lock on the whole table even where the partition exists.
      try (var row = statement.executeQuery("select to_regclass('" + nameOf(day) + "') is null")) {
        row.next();
        if (!row.getBoolean(1)) {
          return;
        }
      }
      // Two that create one table at once may both find that it does not exist, and one fails.
      statement.execute(
          "do $$ begin perform pg_advisory_xact_lock("
              + CREATION_LOCK
              + "); create table if not exists "
              + nameOf(day)
              + " partition of signal for values from ('"
              + day
              + "') to ('"
              + day.plusDays(1)
              + "'); end $$");
    }
  }

  static void drop(Connection connection, LocalDate day) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("drop table if exists " + nameOf(day));
      statement.execute("delete from signal_day where day = '" + day + "'");
    }
  }
}
