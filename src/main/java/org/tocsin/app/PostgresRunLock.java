package org.tocsin.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Lets one curation run at a time through, among all servers of a database. The lock ends with its
 * connection.
 */
@ApplicationScoped
class PostgresRunLock {

  /** Any number that no other lock of this database uses. */
  private static final long NUMBER = 0x70c51L;

  private final DataSource dataSource;

  PostgresRunLock(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Waits for the lock, works, and lets it go. */
  synchronized <T> T holding(Supplier<T> work) {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("select pg_advisory_lock(" + NUMBER + ")");
      try {
        return work.get();
      } finally {
        statement.execute("select pg_advisory_unlock(" + NUMBER + ")");
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the lock of curation runs could not be had", e);
    }
  }
}
