package org.tocsin.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * The record in PostgreSQL, where a trigger numbers and chains what is added and another refuses
 * every change of it.
 *
 * <p>Whoever adds an entry locks the end of the record until its transaction ends. So entries are
 * added at the very end of their transaction, behind every other lock: nobody waits for the record
 * while somebody works, and two who add never wait for each other in a circle.
 */
@ApplicationScoped
final class PostgresAuditLog implements AuditLog {

  static final String COLUMNS = "id, at, operator, act, subject, detail";

  private final DataSource dataSource;
  private final TransactionSynchronizationRegistry transactions;
  private final InstantSource clock;

  PostgresAuditLog(
      DataSource dataSource, TransactionSynchronizationRegistry transactions, InstantSource clock) {
    this.dataSource = dataSource;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public void record(String operator, String act, String subject, String detail) {
    AuditEntry entry = new AuditEntry(0, clock.instant(), operator, act, subject, detail);
    if (transactions.getTransactionKey() == null) {
      add(List.of(entry));
    } else {
      pending().add(entry);
    }
  }

  private Pending pending() {
    if (transactions.getResource(this) instanceof Pending pending) {
      return pending;
    }
    Pending pending = new Pending();
    transactions.putResource(this, pending);
    transactions.registerInterposedSynchronization(pending);
    return pending;
  }

  /** What is added when the transaction is about to end. A failure undoes the transaction. */
  private final class Pending implements Synchronization {

    private final List<AuditEntry> entries = new ArrayList<>();

    void add(AuditEntry entry) {
      entries.add(entry);
    }

    @Override
    public void beforeCompletion() {
      PostgresAuditLog.this.add(entries);
    }

    @Override
    public void afterCompletion(int status) {}
  }

  private void add(List<AuditEntry> entries) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into audit_entry (at, operator, act, subject, detail)"
                    + " values (?, ?, ?, ?, ?)")) {
      for (AuditEntry entry : entries) {
        insert.setTimestamp(1, Timestamp.from(entry.at()));
        insert.setString(2, entry.operator());
        insert.setString(3, entry.act());
        insert.setString(4, entry.subject());
        insert.setString(5, entry.detail());
        insert.executeUpdate();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the act could not be recorded, so it does not happen", e);
    }
  }

  static List<AuditEntry> entries(PreparedStatement select) throws SQLException {
    List<AuditEntry> entries = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        entries.add(entry(rows));
      }
    }
    return entries;
  }

  static AuditEntry entry(ResultSet row) throws SQLException {
    return new AuditEntry(
        row.getLong(1),
        row.getTimestamp(2).toInstant(),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6));
  }
}
