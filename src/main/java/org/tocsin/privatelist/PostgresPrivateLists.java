package org.tocsin.privatelist;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.tocsin.address.Prefix;

/** Private lists in PostgreSQL. */
@ApplicationScoped
final class PostgresPrivateLists implements PrivateLists {

  private static final String CREATE =
      """
      insert into private_list as l (organisation_id, kind, name, description, remediation, scope,
                                     seconds, created_at, updated_at)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (organisation_id, kind, name) do update
        set description = excluded.description, created_at = excluded.created_at,
            updated_at = excluded.updated_at, deleted_at = null, revision = l.revision + 1
        where l.deleted_at is not null
      returning id
      """;

  private static final String PUT =
      """
      insert into private_list_entry (list_id, value, comment, created_at, expires_at)
      select ?, v.value, v.comment, ?, v.expires_at
        from unnest(?::cidr[], ?::text[], ?::timestamptz[]) v (value, comment, expires_at)
      on conflict (list_id, value) do update
        set comment = excluded.comment, expires_at = excluded.expires_at
      """;

  private static final String DROP_OTHERS =
      """
      delete from private_list_entry e
       where e.list_id = ?
         and not exists (select from unnest(?::cidr[]) v (value) where v.value = e.value)
      """;

  private static final String LIVE = " where l.organisation_id = ? and l.deleted_at is null";

  private final DataSource dataSource;
  private final OfferedLists offered;
  private final TransactionSynchronizationRegistry transactions;
  private final InstantSource clock;

  PostgresPrivateLists(
      DataSource dataSource,
      OfferedLists offered,
      TransactionSynchronizationRegistry transactions,
      InstantSource clock) {
    this.dataSource = dataSource;
    this.offered = offered;
    this.transactions = transactions;
    this.clock = clock;
  }

  private interface Work<T> {
    T of(Connection connection) throws SQLException;
  }

  private <T> T work(Work<T> work) {
    try (Connection connection = dataSource.getConnection()) {
      return work.of(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("the private lists could not be read or changed", e);
    }
  }

  private static int change(Connection connection, String sql, Object... arguments)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, arguments)) {
      return statement.executeUpdate();
    }
  }

  private static PreparedStatement prepare(Connection connection, String sql, Object... arguments)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
    return statement;
  }

  private List<PrivateList> lists(String condition, Object... arguments) {
    return work(
        connection -> {
          try (PreparedStatement select =
                  prepare(connection, PostgresListRows.LISTS + condition, arguments);
              ResultSet rows = select.executeQuery()) {
            return PostgresListRows.lists(rows);
          }
        });
  }

  @Override
  public Creation create(long organisation, PrivateList.Terms terms) {
    // Lists are made seldom; so nobody makes the last one twice.
    work(connection -> change(connection, "lock table private_list in share row exclusive mode"));
    if (list(organisation, 0, MOST_LISTS).size() == MOST_LISTS) {
      return new Creation.TooMany();
    }
    forgetAfterCommit(organisation);
    return work(connection -> insert(connection, organisation, terms))
        .flatMap(id -> find(organisation, id))
        .<Creation>map(Creation.Made::new)
        .orElseGet(Creation.NameTaken::new);
  }

  private Optional<Long> insert(Connection connection, long organisation, PrivateList.Terms terms)
      throws SQLException {
    Timestamp now = Timestamp.from(clock.instant());
    try (PreparedStatement insert = connection.prepareStatement(CREATE)) {
      insert.setLong(1, organisation);
      insert.setString(2, terms.kind().text());
      insert.setString(3, terms.name());
      insert.setString(4, terms.description());
      insert.setString(5, blocking(terms, PrivateList.Blocking::remediation));
      insert.setString(6, blocking(terms, blocking -> blocking.scope().text()));
      insert.setObject(
          7,
          terms
              .blocking()
              .map(PrivateList.Blocking::duration)
              .map(Duration::toSeconds)
              .map(Math::toIntExact)
              .orElse(null),
          java.sql.Types.INTEGER);
      insert.setTimestamp(8, now);
      insert.setTimestamp(9, now);
      try (ResultSet row = insert.executeQuery()) {
        return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
      }
    }
  }

  private static @org.jspecify.annotations.Nullable String blocking(
      PrivateList.Terms terms, Function<PrivateList.Blocking, String> part) {
    return terms.blocking().map(part).orElse(null);
  }

  @Override
  public Optional<PrivateList> find(long organisation, long id) {
    return lists(LIVE + " and l.id = ?", organisation, id).stream().findFirst();
  }

  @Override
  public Optional<PrivateList> findToChange(long organisation, long id) {
    return lists(LIVE + " and l.id = ? for update of l", organisation, id).stream().findFirst();
  }

  @Override
  public List<PrivateList> list(long organisation, long after, int limit) {
    return lists(LIVE + " and l.id > ? order by l.id limit ?", organisation, after, limit);
  }

  @Override
  public List<PrivateList> described(String description) {
    return lists(" where l.description = ? and l.deleted_at is null order by l.id", description);
  }

  @Override
  public List<Stored> entries(PrivateList list, long after, int limit) {
    return work(
        connection -> {
          try (PreparedStatement select =
                  prepare(
                      connection,
                      PostgresListRows.ENTRIES
                          + " where e.list_id = ? and e.id > ? order by e.id limit ?",
                      list.id(),
                      after,
                      limit);
              ResultSet rows = select.executeQuery()) {
            return PostgresListRows.entries(rows);
          }
        });
  }

  @Override
  public void replace(PrivateList list, List<ListEntry> entries) {
    work(
        connection -> {
          change(connection, DROP_OTHERS, list.id(), values(connection, entries));
          put(connection, list, entries);
          return touch(connection, list);
        });
  }

  @Override
  public boolean add(PrivateList list, List<ListEntry> entries) {
    return work(
        connection -> {
          // Those that expired take no room from those that come.
          change(
              connection,
              "delete from private_list_entry where list_id = ? and expires_at <= ?",
              list.id(),
              Timestamp.from(clock.instant()));
          put(connection, list, entries);
          touch(connection, list);
          return find(list.organisation(), list.id()).orElseThrow().entries() <= MOST_ENTRIES;
        });
  }

  private void put(Connection connection, PrivateList list, List<ListEntry> entries)
      throws SQLException {
    change(
        connection,
        PUT,
        list.id(),
        Timestamp.from(clock.instant()),
        values(connection, entries),
        texts(connection, entries, ListEntry::comment),
        texts(connection, entries, entry -> entry.expiresAt().map(Instant::toString)));
  }

  private static java.sql.Array values(Connection connection, List<ListEntry> entries)
      throws SQLException {
    return texts(connection, entries, entry -> Optional.of(entry.value().toString()));
  }

  private static java.sql.Array texts(
      Connection connection, List<ListEntry> entries, Function<ListEntry, Optional<String>> text)
      throws SQLException {
    return connection.createArrayOf(
        "text", entries.stream().map(entry -> text.apply(entry).orElse(null)).toArray());
  }

  private int touch(Connection connection, PrivateList list) throws SQLException {
    forgetAfterCommit(list.organisation());
    return change(
        connection,
        "update private_list set updated_at = ?, revision = revision + 1 where id = ?",
        Timestamp.from(clock.instant()),
        list.id());
  }

  @Override
  public boolean remove(PrivateList list, Prefix value) {
    return work(
        connection -> {
          int removed =
              change(
                  connection,
                  "delete from private_list_entry where list_id = ? and value = ?::cidr",
                  list.id(),
                  value.toString());
          return removed == 1 && touch(connection, list) == 1;
        });
  }

  @Override
  public void replaceLink(PrivateList list) {
    forgetAfterCommit(list.organisation());
    work(
        connection ->
            change(
                connection,
                "update private_list set link_number = link_number + 1 where id = ?",
                list.id()));
  }

  @Override
  public void delete(PrivateList list) {
    work(
        connection -> {
          touch(connection, list);
          return list.terms().kind() == PrivateList.Kind.BLOCK
              ? change(connection, "delete from private_list where id = ?", list.id())
              : empty(connection, list);
        });
  }

  /**
   * An engine keeps an allowlist whose link it is no longer given. So the link of a deleted one
   * stays for a while and leads to no entries, which empties it; and a new allowlist of the same
   * name is the same one, since engines refuse a second of a name they hold.
   */
  private int empty(Connection connection, PrivateList list) throws SQLException {
    change(connection, "delete from private_list_entry where list_id = ?", list.id());
    return change(
        connection,
        "update private_list set deleted_at = ? where id = ?",
        Timestamp.from(clock.instant()),
        list.id());
  }

  private void forgetAfterCommit(long organisation) {
    transactions.registerInterposedSynchronization(
        new Synchronization() {
          @Override
          public void beforeCompletion() {}

          @Override
          public void afterCompletion(int status) {
            offered.forget(organisation);
          }
        });
  }
}
