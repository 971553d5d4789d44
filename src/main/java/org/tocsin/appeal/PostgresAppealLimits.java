package org.tocsin.appeal;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;
import org.tocsin.address.Address;
import org.tocsin.network.Standpoints;

/**
 * Counts in PostgreSQL. Where appeals come from is kept as a keyed hash, for a day. The row of all
 * appeals is locked first, so servers count one after another; a day has at most as many rows as
 * appeals are admitted.
 */
@ApplicationScoped
final class PostgresAppealLimits implements AppealLimits {

  private static final String ALL = "*";

  private static final String BEGIN =
      "insert into appeal_count (day, origin, appeals) values (?, ?, 0) on conflict do nothing";

  private static final String LOCK =
      "select appeals from appeal_count where day = ? and origin = ? for update";

  private static final String COUNT =
      "insert into appeal_count as c (day, origin, appeals) values (?, ?, 1)"
          + " on conflict (day, origin) do update set appeals = c.appeals + 1"
          + " where c.appeals < ?";

  private final DataSource dataSource;
  private final Standpoints standpoints;

  PostgresAppealLimits(DataSource dataSource, Standpoints standpoints) {
    this.dataSource = dataSource;
    this.standpoints = standpoints;
  }

  @Override
  public Optional<Duration> admit(Optional<Address> from, Instant now) {
    LocalDate today = day(now);
    String origin =
        from.map(address -> standpoints.of(address.toString(), now).prefixHash()).orElse("");
    try (Connection connection = dataSource.getConnection()) {
      boolean admitted =
          admitted(connection, today) < OVERALL
              && count(connection, today, origin, OF_A_RANGE)
              && count(connection, today, ALL, OVERALL);
      return admitted
          ? Optional.empty()
          : Optional.of(
              Duration.between(now, today.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()));
    } catch (SQLException e) {
      throw new IllegalStateException("an appeal could not be counted", e);
    }
  }

  /** Returns how many there were today; nobody else counts before the transaction ends. */
  private static int admitted(Connection connection, LocalDate today) throws SQLException {
    try (PreparedStatement begin = connection.prepareStatement(BEGIN);
        PreparedStatement lock = connection.prepareStatement(LOCK)) {
      begin.setObject(1, today);
      begin.setString(2, ALL);
      begin.executeUpdate();
      lock.setObject(1, today);
      lock.setString(2, ALL);
      try (ResultSet row = lock.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  private static boolean count(Connection connection, LocalDate today, String origin, int most)
      throws SQLException {
    try (PreparedStatement count = connection.prepareStatement(COUNT)) {
      count.setObject(1, today);
      count.setString(2, origin);
      count.setInt(3, most);
      return count.executeUpdate() == 1;
    }
  }

  @Override
  public void forget(Instant now) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement delete =
            connection.prepareStatement("delete from appeal_count where day < ?")) {
      delete.setObject(1, day(now));
      delete.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("counts of appeals could not be deleted", e);
    }
  }

  private static LocalDate day(Instant at) {
    return at.atZone(ZoneOffset.UTC).toLocalDate();
  }
}
