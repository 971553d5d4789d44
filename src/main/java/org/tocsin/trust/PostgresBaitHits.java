package org.tocsin.trust;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.tocsin.curation.Verdict;

/** Reports of decoys and canaries in PostgreSQL. */
@ApplicationScoped
final class PostgresBaitHits implements BaitHits {

  private static final String SINCE =
      """
      select organisation_id, day, kind, count(*)
        from contradiction
       where day >= ? and kind in ('decoy', 'canary')
       group by organisation_id, day, kind
       order by day desc, organisation_id, kind
       limit ?
      """;

  private final DataSource dataSource;

  PostgresBaitHits(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public List<Hit> since(LocalDate day, int limit) {
    List<Hit> hits = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(SINCE)) {
      select.setObject(1, day);
      select.setInt(2, limit);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          hits.add(
              new Hit(
                  rows.getLong(1),
                  rows.getObject(2, LocalDate.class),
                  Verdict.Contradiction.Kind.valueOf(rows.getString(3).toUpperCase(Locale.ROOT)),
                  rows.getInt(4)));
        }
      }
      return hits;
    } catch (SQLException e) {
      throw new IllegalStateException("reports of bait could not be read", e);
    }
  }
}
