package org.tocsin.evidence;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.tocsin.address.Address;

/** What became of signals, in PostgreSQL. */
@ApplicationScoped
final class PostgresContributions implements Contributions {

  private static final String SINCE =
      """
      select coalesce(sum(used), 0), coalesce(sum(inadmissible), 0), coalesce(sum(untimely), 0),
             coalesce(sum(excess), 0), coalesce(sum(voided), 0), coalesce(sum(late), 0)
        from contribution where organisation_id = ? and day >= ?
      """;

  /** Day by day, along the key. */
  private static final String VOLUMES =
      """
      select v.day, v.addresses
        from generate_series(0, %d) as ago (days)
       cross join lateral (
         select day, addresses from organisation_volume o
          where o.day = ?::date + ago.days and o.organisation_id = ?) v
       order by v.day desc
      """
          .formatted(DAYS_KEPT);

  private static final String SAMPLE =
      """
      select distinct address, scenario_id
        from (select address, scenario_id from sighting
               where organisation_id = ?
                 and last_at >= (select forgotten_before from fold_position)
               limit ?) looked_at
       order by address
      """;

  private final DataSource dataSource;

  PostgresContributions(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  private interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  private <T> List<T> query(String sql, Row<T> row, Object... arguments) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        select.setObject(i + 1, arguments[i]);
      }
      List<T> found = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(row.of(rows));
        }
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException("what became of signals could not be read", e);
    }
  }

  @Override
  public Fates since(long organisation, LocalDate day) {
    return query(
            SINCE,
            row ->
                new Fates(
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5),
                    row.getLong(6)),
            organisation,
            day)
        .get(0);
  }

  @Override
  public List<Volume> volumes(long organisation, LocalDate from) {
    return query(
        VOLUMES,
        row -> new Volume(row.getObject(1, LocalDate.class), row.getLong(2)),
        from,
        organisation);
  }

  private record Seen(String address, int scenario) {}

  @Override
  public Sample sample(long organisation, int sightings) {
    List<Seen> seen =
        query(SAMPLE, row -> new Seen(row.getString(1), row.getInt(2)), organisation, sightings);
    return new Sample(
        seen.stream()
            .map(Seen::address)
            .distinct()
            .flatMap(text -> Address.parse(text).stream())
            .toList(),
        Math.toIntExact(seen.stream().map(Seen::scenario).distinct().count()),
        seen.size() == sightings);
  }
}
