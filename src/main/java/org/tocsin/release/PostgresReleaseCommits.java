package org.tocsin.release;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

@ApplicationScoped
class PostgresReleaseCommits implements ReleaseCommits {

  private static final String LAST =
      "select revision, sealed, log_id, (select coalesce(max(position) + 1, 0) from release_log)"
          + " from release_commit";
  private static final String COMMIT =
      "update release_commit set revision = revision + 1, sealed = ? where revision = ?";

  /** Only the newest entry can be the same release: serials of a session only grow. */
  private static final String LOG =
      """
      insert into release_log (position, entry)
      select coalesce(max(position) + 1, 0), ? from release_log
      having not exists (
        select from release_log l
         where l.position = (select max(position) from release_log) and l.entry = ?)
      """;

  private static final String LEARN = "insert into release_log (position, entry) values (?, ?)";
  private static final String ENTRIES =
      "select entry from release_log where position >= ? and position < ? order by position";

  private final DataSource dataSource;
  private final PostgresReleaseRecords records;

  PostgresReleaseCommits(DataSource dataSource, PostgresReleaseRecords records) {
    this.dataSource = dataSource;
    this.records = records;
  }

  @Override
  public Last last() {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(LAST);
        ResultSet row = select.executeQuery()) {
      row.next();
      return new Last(
          row.getLong(1),
          Optional.ofNullable(row.getString(2)),
          row.getLong(4),
          row.getObject(3, UUID.class));
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  @Override
  public boolean commit(long revision, String sealed, String entry) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement update = connection.prepareStatement(COMMIT);
        PreparedStatement insert = connection.prepareStatement(LOG)) {
      update.setString(1, sealed);
      update.setLong(2, revision);
      if (update.executeUpdate() == 0) {
        return false;
      }
      insert.setString(1, entry);
      insert.setString(2, entry);
      insert.executeUpdate();
      return true;
    } catch (SQLException e) {
      throw failure("committed", e);
    }
  }

  @Override
  public void keep(Head head) {
    records.keep(head);
  }

  @Override
  public void looked(long serial, Instant at, List<String> findings) {
    records.looked(serial, ReleaseRecords.Stage.BEFORE, at, findings);
  }

  @Override
  public List<String> entries(long from, long upTo) {
    List<String> entries = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(ENTRIES)) {
      select.setLong(1, from);
      select.setLong(2, upTo);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          entries.add(rows.getString(1));
        }
      }
      return entries;
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  @Override
  public void learn(UUID logId, long position, List<String> entries) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement name =
            connection.prepareStatement("update release_commit set log_id = ?");
        PreparedStatement insert = connection.prepareStatement(LEARN)) {
      name.setObject(1, logId);
      name.executeUpdate();
      long at = position;
      for (String entry : entries) {
        insert.setLong(1, at++);
        insert.setString(2, entry);
        insert.addBatch();
      }
      insert.executeBatch();
    } catch (SQLException e) {
      throw failure("taken up", e);
    }
  }

  private static IllegalStateException failure(String what, SQLException cause) {
    return new IllegalStateException("a head could not be " + what, cause);
  }
}
