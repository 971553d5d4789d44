package org.tocsin.agent.decision;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tocsin.agent.address.Prefix;

/** The ranges that people of this machine allowed. */
public final class SqliteAllowed {
  private static final long NEVER = Long.MAX_VALUE;

  private final SqliteStore store;

  public SqliteAllowed(SqliteStore store) {
    this.store = store;
  }

  /** Allows a range, or changes why and until when it is. */
  public void allow(AllowedRange allowed, Instant now) {
    store.change(
        "INSERT INTO allowed (value, reason, created_at, until_at) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (value) DO UPDATE SET reason = excluded.reason,"
            + " until_at = excluded.until_at",
        allowed.range().toString(),
        allowed.reason(),
        now.toEpochMilli(),
        allowed.until().map(Instant::toEpochMilli).orElse(NEVER));
  }

  public boolean remove(Prefix range) {
    return store.change("DELETE FROM allowed WHERE value = ?", range.toString()) > 0;
  }

  /** Those in force, oldest first. */
  public List<AllowedRange> all(Instant now) {
    return store.rows(
        "SELECT value, reason, until_at FROM allowed WHERE until_at > ? ORDER BY id",
        SqliteAllowed::allowed,
        now.toEpochMilli());
  }

  private static AllowedRange allowed(ResultSet row) throws SQLException {
    String value = row.getString("value");
    Prefix range = Prefix.parse(value).orElseThrow(() -> new SQLException("not a range: " + value));
    long until = row.getLong("until_at");
    return new AllowedRange(
        range,
        row.getString("reason"),
        until == NEVER ? Optional.empty() : Optional.of(Instant.ofEpochMilli(until)));
  }
}
