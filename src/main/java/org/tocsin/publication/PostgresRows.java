package org.tocsin.publication;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tocsin.address.Address;

/** Reads and writes values of this package's rows. */
final class PostgresRows {

  private PostgresRows() {}

  static Address address(ResultSet row, int column) throws SQLException {
    return Address.parse(row.getString(column))
        .orElseThrow(() -> new IllegalStateException("the database holds a malformed address"));
  }

  static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }

  static Set<Long> numbers(ResultSet row, int column) throws SQLException {
    Long[] numbers = (Long[]) row.getArray(column).getArray();
    return numbers.length == 0 ? Set.of() : Set.of(numbers);
  }

  static List<Address> addresses(PreparedStatement select) throws SQLException {
    List<Address> addresses = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        addresses.add(address(rows, 1));
      }
    }
    return addresses;
  }

  static Array texts(Connection connection, Stream<String> texts) throws SQLException {
    return connection.createArrayOf("text", texts.toArray());
  }

  static Array texts(Connection connection, Collection<Address> addresses) throws SQLException {
    return texts(connection, addresses.stream().map(Address::toString));
  }
}
