package org.tocsin;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Looks into the application's database, past the application. */
public final class TestSql {

  private final DataSource dataSource;

  public TestSql(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Returns the rows of a query with their columns as text, joined by blanks. */
  public List<String> rows(String query, Object... arguments) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = prepare(connection, query, arguments);
        ResultSet result = select.executeQuery()) {
      List<String> rows = new ArrayList<>();
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(String.valueOf(result.getString(i)));
        }
        rows.add(String.join(" ", row));
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the number a query gives. */
  public long number(String query, Object... arguments) {
    return Long.parseLong(rows(query, arguments).get(0));
  }

  /** Changes something, and fails with the database's own exception if it refuses. */
  public int change(String sql, Object... arguments) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = prepare(connection, sql, arguments)) {
      return statement.executeUpdate();
    }
  }

  private static PreparedStatement prepare(Connection connection, String sql, Object... arguments)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
    return statement;
  }
}
