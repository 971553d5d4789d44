package org.tocsin.release;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;

/** What is remembered of releases, in PostgreSQL. */
@ApplicationScoped
class PostgresReleaseRecords implements ReleaseRecords {

  private static final String KEEP =
      """
      insert into release_file (serial, session, committed_at, set_sha256, set_bytes, delta_sha256,
                                delta_bytes, log_position)
      select ?, ?::uuid, ?, ?, ?, ?, ?, coalesce(max(position), 0) from release_log
      on conflict (serial, session) do nothing
      """;

  /** A serial of an earlier session stood for something else. */
  private static final String FILES =
      """
      select distinct on (serial) serial, committed_at, set_sha256, set_bytes, delta_sha256,
             delta_bytes, log_position,
             (select coalesce(max(position) + 1, 0) from release_log)
        from release_file where serial >= ? and serial <= ? order by serial, committed_at desc
      """;

  private static final String LOOKS =
      "select serial, stage, at, findings from release_look"
          + " where serial >= ? and serial <= ? order by serial, stage";

  private static final String LOOKED =
      "insert into release_look (serial, stage, at, findings) values (?, ?, ?, ?)"
          + " on conflict (serial, stage) do update"
          + " set at = excluded.at, findings = excluded.findings";

  private final DataSource dataSource;

  PostgresReleaseRecords(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Keeps what the first head of a release names. */
  void keep(Head head) {
    Optional<Head.File> delta =
        head.deltas().stream()
            .filter(one -> one.from() == head.serial() - 1 && one.to() == head.serial())
            .map(Head.Delta::file)
            .findFirst();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert = connection.prepareStatement(KEEP)) {
      insert.setLong(1, head.serial());
      insert.setString(2, head.session().toString());
      insert.setTimestamp(3, Timestamp.from(head.issuedAt()));
      insert.setString(4, head.snapshot().sha256());
      insert.setLong(5, head.snapshot().bytes());
      insert.setString(6, delta.map(Head.File::sha256).orElse(null));
      insert.setObject(7, delta.map(Head.File::bytes).orElse(null), Types.BIGINT);
      insert.executeUpdate();
    } catch (SQLException e) {
      throw failure("kept", e);
    }
  }

  @Override
  public List<Kept> files(long from, long upTo) {
    return read(
        FILES,
        from,
        upTo,
        row ->
            new Kept(
                row.getLong(1),
                row.getTimestamp(2).toInstant(),
                ReleaseFiles.snapshot(row.getString(3), row.getLong(4)),
                row.getString(5) == null
                    ? Optional.empty()
                    : Optional.of(ReleaseFiles.deltaFile(row.getString(5), row.getLong(6))),
                row.getLong(7),
                ReleaseFiles.PATH + TransparencyLog.entryTile(row.getLong(7), row.getLong(8))));
  }

  @Override
  public List<Look> looks(long from, long upTo) {
    return read(
        LOOKS,
        from,
        upTo,
        row ->
            new Look(
                row.getLong(1),
                Stage.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                row.getTimestamp(3).toInstant(),
                List.of((String[]) row.getArray(4).getArray())));
  }

  private interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  private <T> List<T> read(String sql, long from, long upTo, Row<T> row) {
    List<T> found = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setLong(1, from);
      select.setLong(2, upTo);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(row.of(rows));
        }
      }
      return found;
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  @Override
  public void looked(long serial, Stage stage, Instant at, List<String> findings) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement upsert = connection.prepareStatement(LOOKED)) {
      upsert.setLong(1, serial);
      upsert.setString(2, stage.text());
      upsert.setTimestamp(3, Timestamp.from(at));
      upsert.setArray(4, connection.createArrayOf("text", findings.toArray()));
      upsert.executeUpdate();
    } catch (SQLException e) {
      throw failure("kept", e);
    }
  }

  private static IllegalStateException failure(String what, SQLException cause) {
    return new IllegalStateException("what is remembered of releases could not be " + what, cause);
  }
}
