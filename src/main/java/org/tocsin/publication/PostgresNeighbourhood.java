package org.tocsin.publication;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.curation.Verdict;

/** Neighbours in PostgreSQL: a part of the primary key, whose order is that of addresses. */
@ApplicationScoped
final class PostgresNeighbourhood implements Neighbourhood {

  private static final String NEAR =
      """
      select address, state, score, scenario from verdict
      where address >= host(?::cidr)::inet and address <= host(broadcast(?::cidr))::inet
        and address <> ?::inet
      order by address limit ?
      """;

  private final DataSource dataSource;

  PostgresNeighbourhood(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public List<Neighbour> of(Address address, int limit) {
    String range =
        Prefix.around(address, address.family() == Address.Family.IPV4 ? 24 : 64).toString();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(NEAR)) {
      select.setString(1, range);
      select.setString(2, range);
      select.setString(3, address.toString());
      select.setInt(4, limit);
      List<Neighbour> found = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(
              new Neighbour(
                  PostgresRows.address(rows, 1),
                  Verdict.State.valueOf(rows.getString(2).toUpperCase(Locale.ROOT)),
                  rows.getLong(3),
                  Optional.ofNullable(rows.getString(4))));
        }
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException("the verdicts could not be read", e);
    }
  }
}
