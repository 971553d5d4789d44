package org.tocsin.evidence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * The days of which it is known address by address what was counted, one partition each. A day is
 * dropped as soon as no signal of it can arrive any more.
 */
final class PostgresCountedDays {

  private static final String PREFIX = "counted_address_";

  private PostgresCountedDays() {}

  static void ensure(Connection connection, LocalDate day) throws SQLException {
    String name = PREFIX + DateTimeFormatter.BASIC_ISO_DATE.format(day);
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row = statement.executeQuery("select to_regclass('" + name + "') is null")) {
        row.next();
        if (!row.getBoolean(1)) {
          return;
        }
      }
      statement.execute(
          "create table %s partition of counted_address for values from ('%s') to ('%s')"
              .formatted(name, day, day.plusDays(1)));
    }
  }

  /** Drops the days before the one that was folded before the newest. */
  static void dropPast(Connection connection) throws SQLException {
    List<String> past = new ArrayList<>();
    try (PreparedStatement select =
            connection.prepareStatement(
                "select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid"
                    + " where i.inhparent = 'counted_address'::regclass"
                    + " and to_date(right(c.relname, 8), 'YYYYMMDD')"
                    + " < (select last_day - 1 from fold_position where isfinite(last_day))");
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        past.add(rows.getString(1));
      }
    }
    try (Statement statement = connection.createStatement()) {
      for (String name : past) {
        statement.execute("drop table " + name);
      }
      if (!past.isEmpty()) {
        statement.execute(
            "delete from agent_volume where day < (select last_day - 1 from fold_position)");
      }
    }
  }
}
