package org.tocsin.privatelist;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.tocsin.address.Prefix;

/** Reads rows of lists and of their entries. */
final class PostgresListRows {

  /** What {@link #lists} reads. */
  static final String LISTS =
      """
      select l.id, l.uid, l.organisation_id, l.name, l.description, l.remediation, l.scope,
             l.seconds, l.created_at, l.updated_at, l.deleted_at, l.revision, l.link_number,
             (select count(*) from private_list_entry e where e.list_id = l.id) as entries
        from private_list l
      """;

  /** What {@link #entries} reads. */
  static final String ENTRIES =
      "select e.id, e.value, e.comment, e.created_at, e.expires_at from private_list_entry e";

  private PostgresListRows() {}

  static List<PrivateList> lists(ResultSet rows) throws SQLException {
    List<PrivateList> lists = new ArrayList<>();
    while (rows.next()) {
      lists.add(list(rows));
    }
    return lists;
  }

  static PrivateList list(ResultSet row) throws SQLException {
    Optional<PrivateList.Blocking> blocking =
        row.getString("remediation") == null
            ? Optional.empty()
            : Optional.of(
                new PrivateList.Blocking(
                    row.getString("remediation"),
                    PrivateList.Scope.of(row.getString("scope")),
                    Duration.ofSeconds(row.getInt("seconds"))));
    return new PrivateList(
        row.getLong("id"),
        row.getObject("uid", UUID.class),
        row.getLong("organisation_id"),
        new PrivateList.Terms(row.getString("name"), row.getString("description"), blocking),
        row.getLong("entries"),
        row.getTimestamp("created_at").toInstant(),
        row.getTimestamp("updated_at").toInstant(),
        instant(row, "deleted_at"),
        new PrivateList.Version(row.getLong("revision"), row.getLong("link_number")));
  }

  static List<PrivateLists.Stored> entries(ResultSet rows) throws SQLException {
    List<PrivateLists.Stored> entries = new ArrayList<>();
    while (rows.next()) {
      entries.add(
          new PrivateLists.Stored(
              rows.getLong("id"),
              new ListEntry(
                  prefix(rows, "value"),
                  Optional.ofNullable(rows.getString("comment")),
                  instant(rows, "expires_at")),
              rows.getTimestamp("created_at").toInstant()));
    }
    return entries;
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }

  static Prefix prefix(ResultSet row, String column) throws SQLException {
    if (Prefix.read(row.getString(column)) instanceof Prefix.Reading.Accepted accepted) {
      return accepted.prefix();
    }
    throw new IllegalStateException("the database holds a malformed range");
  }
}
