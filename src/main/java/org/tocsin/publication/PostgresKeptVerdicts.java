package org.tocsin.publication;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.tocsin.address.Address;

/**
 * Looks through verdicts and listings by indexes that are in the order of addresses: whatever is
 * asked, as many entries are read as are answered, for each span and each scenario.
 */
@ApplicationScoped
final class PostgresKeptVerdicts implements KeptVerdicts {

  private static final String FOUND =
      """
      select a.address,
             case when l.address is not null then 'global'
                  when v.state in ('scoped', 'held', 'soaking', 'rejected') then v.state
                  else 'none' end,
             coalesce(v.score, 0), coalesce(l.scenario, v.scenario),
             coalesce(l.expires_at, v.expires_at), l.since
        from (select one.address
                from unnest(?::text[], ?::text[]) as span (low, high) %s
               cross join lateral (
                 select t.address from %s t
                  where t.address >= span.low::inet and t.address <= span.high::inet %s
                  order by t.address limit ?) one
               order by one.address limit ?) a
        left join verdict v on v.address = a.address
        left join listing l on l.address = a.address
       order by a.address
      """;

  /** Names are few: each is found by one step through the index. */
  private static final String NAMES =
      """
      with recursive names as (
        (select min(scenario collate "C") as name from %1$s where scenario collate "C" >= ?)
        union all
        select (select min(t.scenario collate "C") from %1$s t
                 where t.scenario collate "C" > names.name)
          from names where starts_with(names.name, ?))
      select name from (select name from names limit ?) as first_names
       where starts_with(name, ?)
      """;

  private final DataSource dataSource;

  PostgresKeptVerdicts(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public List<Row> find(Wanted wanted, Optional<Address> after, int limit) {
    String table = wanted.state().equals(Optional.of(Served.GLOBAL)) ? "listing" : "verdict";
    String names = wanted.scenarios().isPresent() ? "cross join unnest(?::text[]) as name" : "";
    String only =
        state(wanted.state())
            + (wanted.scenarios().isPresent() ? " and t.scenario collate \"C\" = name" : "")
            + (after.isPresent() ? " and t.address > ?::inet" : "");
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement(FOUND.formatted(names, table, only))) {
      int n = 1;
      select.setArray(
          n++,
          PostgresRows.texts(
              connection, wanted.within().stream().map(span -> span.first().toString())));
      select.setArray(
          n++,
          PostgresRows.texts(
              connection, wanted.within().stream().map(span -> span.last().toString())));
      if (wanted.scenarios().isPresent()) {
        Array scenarios = PostgresRows.texts(connection, wanted.scenarios().get().stream());
        select.setArray(n++, scenarios);
      }
      if (after.isPresent()) {
        select.setString(n++, after.get().toString());
      }
      select.setInt(n++, limit);
      select.setInt(n, limit);
      return rows(select);
    } catch (SQLException e) {
      throw new IllegalStateException("the verdicts could not be read", e);
    }
  }

  /** As a literal, for that is what the partial indexes go by. */
  private static String state(Optional<Served> state) {
    return state
        .filter(wanted -> wanted != Served.GLOBAL)
        .map(wanted -> " and t.state = '" + wanted.text() + "'")
        .orElse("");
  }

  private static List<Row> rows(PreparedStatement select) throws SQLException {
    List<Row> found = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        long serial = rows.getLong(6);
        found.add(
            new Row(
                PostgresRows.address(rows, 1),
                Served.valueOf(rows.getString(2).toUpperCase(Locale.ROOT)),
                rows.getLong(3),
                Optional.ofNullable(rows.getString(4)),
                PostgresRows.instant(rows, 5),
                serial == 0 ? Optional.empty() : Optional.of(serial)));
      }
    }
    return found;
  }

  @Override
  public List<String> scenarios(String prefix, int most) {
    TreeSet<String> names = new TreeSet<>();
    try (Connection connection = dataSource.getConnection()) {
      for (String table : List.of("verdict", "listing")) {
        try (PreparedStatement select = connection.prepareStatement(NAMES.formatted(table))) {
          select.setString(1, prefix);
          select.setString(2, prefix);
          select.setInt(3, most);
          select.setString(4, prefix);
          try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
              names.add(rows.getString(1));
            }
          }
        }
      }
      return names.stream().limit(most).toList();
    } catch (SQLException e) {
      throw new IllegalStateException("the verdicts could not be read", e);
    }
  }
}
