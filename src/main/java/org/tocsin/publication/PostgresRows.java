package org.tocsin.publication;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.tocsin.address.Address;

/** Reads values of this package's rows. */
final class PostgresRows {

  private PostgresRows() {}

  static Address address(ResultSet row, int column) throws SQLException {
    return Address.parse(row.getString(column))
        .orElseThrow(() -> new IllegalStateException("the database holds a malformed address"));
  }
}
