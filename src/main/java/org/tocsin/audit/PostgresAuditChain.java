package org.tocsin.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.sql.DataSource;

/** Walks the record with a cursor, so memory does not grow with it. */
@ApplicationScoped
class PostgresAuditChain implements AuditChain {

  private static final int AT_ONCE = 2_000;

  /** The record's last entry, as it was noted when it was stored. */
  private record Head(long id, String hash) {}

  private final DataSource dataSource;

  PostgresAuditChain(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  @Transactional(TxType.REQUIRES_NEW)
  public Finding check() {
    try (Connection connection = dataSource.getConnection()) {
      try (Statement statement = connection.createStatement()) {
        // Head and entries as of one moment, while others go on writing.
        statement.execute("set transaction isolation level repeatable read");
      }
      Optional<Head> head = head(connection);
      try (PreparedStatement select =
          connection.prepareStatement(
              "select " + PostgresAuditLog.COLUMNS + ", hash from audit_entry order by id")) {
        select.setFetchSize(AT_ONCE);
        try (ResultSet rows = select.executeQuery()) {
          return walk(rows, head);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the audit record could not be checked", e);
    }
  }

  private static Optional<Head> head(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("select last_id, last_hash from audit_head");
        ResultSet row = select.executeQuery()) {
      return row.next()
          ? Optional.of(new Head(row.getLong(1), HexFormat.of().formatHex(row.getBytes(2))))
          : Optional.empty();
    }
  }

  private static Finding walk(ResultSet rows, Optional<Head> head) throws SQLException {
    EntryHash hash = new EntryHash();
    byte[] last = EntryHash.start();
    long lastId = 0;
    long entries = 0;
    Optional<Long> firstBroken = Optional.empty();
    while (firstBroken.isEmpty() && rows.next()) {
      AuditEntry entry = PostgresAuditLog.entry(rows);
      byte[] expected = hash.of(last, entry);
      if (Arrays.equals(expected, rows.getBytes(7))) {
        last = expected;
        lastId = entry.id();
        entries++;
      } else {
        firstBroken = Optional.of(entry.id());
      }
    }
    Head walked = new Head(lastId, HexFormat.of().formatHex(last));
    return new Finding(
        entries,
        head.map(Head::hash).orElse(""),
        firstBroken,
        firstBroken.isEmpty() && head.equals(Optional.of(walked)));
  }
}
