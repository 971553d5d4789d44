package org.tocsin.notification;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.tocsin.sealing.Seal;

/** Channels in PostgreSQL. */
@ApplicationScoped
final class PostgresChannels implements Channels {

  private static final int GIVEN_UP_TOLD = 5;

  private static final String SELECT =
      """
      select c.id, c.name, c.kind, c.target, c.secret, c.events, c.created_at, c.last_success_at,
             c.last_failure_at, c.last_error,
             (select count(*) from notification_delivery d
               where d.channel_id = c.id and d.state = 'waiting') as waiting
        from notification_channel c
      """;

  private static final String INSERT =
      """
      insert into notification_channel (name, kind, target, secret, events, created_at)
      values (?, ?, ?, ?, ?, ?) on conflict (name) do nothing returning id
      """;

  private static final String GIVEN_UP =
      """
      select e.event, e.subject, d.done_at, d.last_error
        from notification_delivery d join notification_event e on e.id = d.event_id
       where d.channel_id = ? and d.state = 'given-up'
       order by d.id desc limit ?
      """;

  private final DataSource dataSource;
  private final Seal seal;

  PostgresChannels(DataSource dataSource, Seal seal) {
    this.dataSource = dataSource;
    this.seal = seal;
  }

  @Override
  public Creation create(String name, Destination destination, Set<Event> events, Instant now) {
    try (Connection connection = dataSource.getConnection()) {
      if (full(connection)) {
        return new Creation.TooMany();
      }
      try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
        insert.setString(1, name);
        insert.setString(2, destination.kind());
        insert.setString(3, destination.target());
        insert.setBytes(4, destination.secret().map(seal::close).orElse(null));
        insert.setArray(
            5, connection.createArrayOf("text", events.stream().map(Event::text).toArray()));
        insert.setTimestamp(6, Timestamp.from(now));
        try (ResultSet row = insert.executeQuery()) {
          return row.next()
              ? new Creation.Made(find(row.getLong(1)).orElseThrow())
              : new Creation.NameTaken();
        }
      }
    } catch (SQLException e) {
      throw failure("made", e);
    }
  }

  /** Nobody else can make one until this transaction ends. */
  private static boolean full(Connection connection) throws SQLException {
    try (PreparedStatement lock =
            connection.prepareStatement(
                "lock table notification_channel in share row exclusive mode");
        PreparedStatement select =
            connection.prepareStatement("select count(*) from notification_channel")) {
      lock.execute();
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1) >= MOST;
      }
    }
  }

  @Override
  public List<Channel> list(long after, int limit) {
    return select(" where c.id > ? order by c.id limit ?", after, limit);
  }

  @Override
  public Optional<Channel> find(long id) {
    return select(" where c.id = ?", id).stream().findFirst();
  }

  private List<Channel> select(String rest, Object... arguments) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(SELECT + rest)) {
      for (int i = 0; i < arguments.length; i++) {
        select.setObject(i + 1, arguments[i]);
      }
      List<Channel> channels = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          channels.add(channel(connection, rows));
        }
      }
      return channels;
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  private static Channel channel(Connection connection, ResultSet row) throws SQLException {
    long id = row.getLong("id");
    String kind = row.getString("kind");
    String target = row.getString("target");
    return new Channel(
        id,
        row.getString("name"),
        kind,
        kind.equals(Destination.Email.KIND) ? target : PostgresDestinations.web(target).shown(),
        events(row),
        row.getTimestamp("created_at").toInstant(),
        Optional.ofNullable(row.getTimestamp("last_success_at")).map(Timestamp::toInstant),
        Optional.ofNullable(row.getTimestamp("last_failure_at"))
            .map(at -> new Channel.Failure(at.toInstant(), error(row))),
        row.getLong("waiting"),
        givenUp(connection, id));
  }

  private static String error(ResultSet row) {
    try {
      return Optional.ofNullable(row.getString("last_error")).orElse("");
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  private static Set<Event> events(ResultSet row) throws SQLException {
    return Arrays.stream((String[]) row.getArray("events").getArray())
        .map(Event::of)
        .collect(Collectors.toSet());
  }

  private static List<Channel.GivenUp> givenUp(Connection connection, long channel)
      throws SQLException {
    List<Channel.GivenUp> givenUp = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(GIVEN_UP)) {
      select.setLong(1, channel);
      select.setInt(2, GIVEN_UP_TOLD);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          givenUp.add(
              new Channel.GivenUp(
                  Event.of(rows.getString(1)),
                  rows.getString(2),
                  rows.getTimestamp(3).toInstant(),
                  rows.getString(4)));
        }
      }
    }
    return givenUp;
  }

  @Override
  public boolean delete(long id) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement delete =
            connection.prepareStatement("delete from notification_channel where id = ?")) {
      delete.setLong(1, id);
      return delete.executeUpdate() == 1;
    } catch (SQLException e) {
      throw failure("deleted", e);
    }
  }

  private static IllegalStateException failure(String what, SQLException cause) {
    return new IllegalStateException("the channels could not be " + what, cause);
  }
}
