package org.tocsin.publication;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Reads the first changes of a release by its primary key, never all of a big one. */
@ApplicationScoped
final class PostgresNewestChanges implements NewestChanges {

  private static final String HEAD =
      """
      select r.serial, r.issued_at, coalesce(r.approved, 0)
        from release r join release_head h on h.serial = r.serial
      """;

  private static final String FIRST =
      " from (select * from release_change where serial = ? order by address limit ?) c"
          + " left join listing l on l.address = c.address and c.added";

  private static final String SHARES =
      "select coalesce(c.scenario, l.scenario, ''), count(*) filter (where c.added),"
          + " count(*) filter (where not c.added)"
          + FIRST
          + " group by 1 order by count(*) desc, 1";

  private static final String EXAMPLES =
      "select c.address, coalesce(c.scenario, l.scenario)"
          + FIRST
          + " where c.added = ? order by c.address limit ?";

  private final DataSource dataSource;

  PostgresNewestChanges(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public Optional<Changed> newest(int examples, int shares) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement head = connection.prepareStatement(HEAD);
        ResultSet row = head.executeQuery()) {
      if (!row.next()) {
        return Optional.empty();
      }
      long serial = row.getLong(1);
      Instant issuedAt = row.getTimestamp(2).toInstant();
      List<Share> all = shares(connection, serial);
      int joined = all.stream().mapToInt(Share::joined).sum();
      int left = all.stream().mapToInt(Share::left).sum();
      return Optional.of(
          new Changed(
              serial,
              issuedAt,
              row.getInt(3),
              joined,
              left,
              joined + left >= LOOKED_AT,
              examples(connection, serial, true, examples),
              examples(connection, serial, false, examples),
              all.stream().filter(share -> !share.scenario().isEmpty()).limit(shares).toList()));
    } catch (SQLException e) {
      throw new IllegalStateException("the newest release could not be read", e);
    }
  }

  private static List<Share> shares(Connection connection, long serial) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SHARES)) {
      select.setLong(1, serial);
      select.setInt(2, LOOKED_AT);
      List<Share> shares = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          shares.add(new Share(rows.getString(1), rows.getInt(2), rows.getInt(3)));
        }
      }
      return shares;
    }
  }

  private static List<Example> examples(
      Connection connection, long serial, boolean added, int limit) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(EXAMPLES)) {
      select.setLong(1, serial);
      select.setInt(2, LOOKED_AT);
      select.setBoolean(3, added);
      select.setInt(4, limit);
      List<Example> examples = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          examples.add(
              new Example(PostgresRows.address(rows, 1), Optional.ofNullable(rows.getString(2))));
        }
      }
      return examples;
    }
  }
}
