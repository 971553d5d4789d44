package org.tocsin.evidence;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.tocsin.address.Address;

/**
 * When addresses were seen, from the sightings: a stretch of their primary key for each address.
 */
@ApplicationScoped
final class PostgresSeenTimes implements SeenTimes {

  private static final String SEEN =
      """
      select s.address, min(s.first_at), max(s.last_at)
        from sighting s
       where s.address = any (?::inet[])
         and s.last_at >= (select forgotten_before from fold_position)
       group by s.address
      """;

  private final DataSource dataSource;

  PostgresSeenTimes(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public Map<Address, Seen> of(Collection<Address> addresses) {
    if (addresses.isEmpty()) {
      return Map.of();
    }
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(SEEN)) {
      select.setArray(
          1, connection.createArrayOf("text", addresses.stream().map(Address::toString).toArray()));
      Map<Address, Seen> seen = new HashMap<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          seen.put(
              Address.parse(rows.getString(1)).orElseThrow(),
              new Seen(rows.getTimestamp(2).toInstant(), rows.getTimestamp(3).toInstant()));
        }
      }
      return seen;
    } catch (SQLException e) {
      throw new IllegalStateException("the sightings could not be read", e);
    }
  }
}
