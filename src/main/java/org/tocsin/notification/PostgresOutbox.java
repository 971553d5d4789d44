package org.tocsin.notification;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.tocsin.sealing.Seal;

/** What has to be told, in PostgreSQL. */
@ApplicationScoped
final class PostgresOutbox implements Outbox {

  /** Longer than any way of sending takes. */
  static final Duration SENDING = Duration.ofMinutes(5);

  /**
   * What nobody has seen for so long is over; shorter, and what comes and goes would be told often.
   */
  static final Duration OVER_AFTER = Duration.ofMinutes(10);

  /** What is seen all the time need not be written all the time. */
  private static final Duration SEEN_AGAIN = Duration.ofMinutes(2);

  private static final String NOTE =
      """
      insert into notification_event as e (event, subject, title, body, link, noted_at, seen_at)
      values (?, ?, ?, ?, ?, ?, ?)
      on conflict (event, subject) where ended_at is null
        do update set seen_at = excluded.seen_at where e.seen_at < ?
      returning id, xmax = 0
      """;

  private static final String TELL =
      """
      insert into notification_delivery (channel_id, event_id, state, due_at, done_at, last_error)
      select c.id, ?, case when crowded then 'given-up' else 'waiting' end, ?,
             case when crowded then ?::timestamptz end,
             case when crowded then 'too many messages waited for this channel' end
        from notification_channel c
        cross join lateral (select count(*) >= ? as crowded from notification_delivery d
                             where d.channel_id = c.id and d.state = 'waiting') waiting
       where ? = any(c.events)
      """;

  private static final String END =
      "update notification_event set ended_at = ?"
          + " where ended_at is null and seen_at < ? and event = any(?)";

  private static final String TAKE =
      """
      with taken as (
        update notification_delivery set due_at = ?, attempts = attempts + 1
         where id = (select id from notification_delivery
                      where state = 'waiting' and due_at <= ?
                      order by due_at, id limit 1 for update skip locked)
        returning id, attempts, channel_id, event_id)
      select t.id, t.attempts, t.channel_id, c.kind, c.target, c.secret, e.id as event_number,
             e.event, e.subject, e.title, e.body, e.link, e.noted_at
        from taken t join notification_channel c on c.id = t.channel_id
        join notification_event e on e.id = t.event_id
      """;

  // Whoever was so slow that another took the message has nothing to say about it any more.
  private static final String MINE = " where id = ? and attempts = ? and state = 'waiting'";

  private final DataSource dataSource;
  private final Seal seal;

  PostgresOutbox(DataSource dataSource, Seal seal) {
    this.dataSource = dataSource;
    this.seal = seal;
  }

  @Override
  public void note(Collection<Notice> notices, Instant now) {
    // In one order, so that two servers that look at once cannot block each other for good.
    List<Notice> ordered =
        notices.stream()
            .sorted(Comparator.comparing(Notice::event).thenComparing(Notice::subject))
            .toList();
    try (Connection connection = dataSource.getConnection()) {
      for (Notice notice : ordered) {
        note(connection, notice, now);
      }
      try (PreparedStatement end = connection.prepareStatement(END)) {
        end.setTimestamp(1, Timestamp.from(now));
        end.setTimestamp(2, Timestamp.from(now.minus(OVER_AFTER)));
        end.setArray(
            3,
            connection.createArrayOf(
                "text",
                Arrays.stream(Event.values()).filter(Event::lasting).map(Event::text).toArray()));
        end.executeUpdate();
      }
    } catch (SQLException e) {
      throw failure("noted", e);
    }
  }

  private static void note(Connection connection, Notice notice, Instant now) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(NOTE)) {
      insert.setString(1, notice.event().text());
      insert.setString(2, notice.subject());
      insert.setString(3, notice.title());
      insert.setString(4, notice.text());
      insert.setString(5, notice.link());
      insert.setTimestamp(6, Timestamp.from(now));
      insert.setTimestamp(7, Timestamp.from(now));
      insert.setTimestamp(8, Timestamp.from(now.minus(SEEN_AGAIN)));
      try (ResultSet row = insert.executeQuery()) {
        if (row.next() && row.getBoolean(2)) {
          tell(connection, row.getLong(1), notice.event(), now);
        }
      }
    }
  }

  private static void tell(Connection connection, long id, Event event, Instant now)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(TELL)) {
      insert.setLong(1, id);
      insert.setTimestamp(2, Timestamp.from(now));
      insert.setTimestamp(3, Timestamp.from(now));
      insert.setInt(4, MOST_WAITING);
      insert.setString(5, event.text());
      insert.executeUpdate();
    }
  }

  @Override
  public Optional<Taken> take(Instant now) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement take = connection.prepareStatement(TAKE)) {
      take.setTimestamp(1, Timestamp.from(now.plus(SENDING)));
      take.setTimestamp(2, Timestamp.from(now));
      try (ResultSet row = take.executeQuery()) {
        return row.next() ? Optional.of(taken(row)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw failure("taken", e);
    }
  }

  private Taken taken(ResultSet row) throws SQLException {
    Notice notice =
        new Notice(
            Event.of(row.getString("event")),
            row.getString("subject"),
            row.getString("title"),
            row.getString("body"),
            row.getString("link"));
    return new Taken(
        row.getLong("id"),
        row.getInt("attempts"),
        row.getLong("channel_id"),
        PostgresDestinations.destination(row, seal),
        Message.of(row.getLong("event_number"), notice, row.getTimestamp("noted_at").toInstant()));
  }

  @Override
  public void sent(Taken taken, Instant now) {
    change(
        "update notification_delivery set state = 'sent', done_at = ?, last_error = null" + MINE,
        Timestamp.from(now),
        taken.id(),
        taken.attempt());
    succeeded(taken.channel(), now);
  }

  @Override
  public void failed(Taken taken, String error, Instant again, Instant now) {
    change(
        "update notification_delivery set due_at = ?, last_error = ?" + MINE,
        Timestamp.from(again),
        error,
        taken.id(),
        taken.attempt());
    change(
        "update notification_delivery set due_at = ?"
            + " where id in (select id from notification_delivery where channel_id = ?"
            + " and state = 'waiting' and due_at < ? order by id for update skip locked)",
        Timestamp.from(again),
        taken.channel(),
        Timestamp.from(again));
    failed(taken.channel(), error, now);
  }

  @Override
  public void givenUp(Taken taken, String error, Instant now) {
    change(
        "update notification_delivery set state = 'given-up', done_at = ?, last_error = ?" + MINE,
        Timestamp.from(now),
        error,
        taken.id(),
        taken.attempt());
    failed(taken.channel(), error, now);
  }

  @Override
  public void tried(long channel, Answer answer, Instant now) {
    if (answer.taken()) {
      succeeded(channel, now);
    } else {
      failed(channel, answer.said(), now);
    }
  }

  private void succeeded(long channel, Instant now) {
    change(
        "update notification_channel set last_success_at = ? where id = ?",
        Timestamp.from(now),
        channel);
  }

  private void failed(long channel, String error, Instant now) {
    change(
        "update notification_channel set last_failure_at = ?, last_error = ? where id = ?",
        Timestamp.from(now),
        error,
        channel);
  }

  @Override
  public Optional<Destination> destination(long channel) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select kind, target, secret from notification_channel where id = ?")) {
      select.setLong(1, channel);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? PostgresDestinations.destination(row, seal) : Optional.empty();
      }
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  @Override
  public void forget(Instant before) {
    change(
        "delete from notification_event where noted_at < ?"
            + " and (ended_at is not null or not event = any(?))",
        Timestamp.from(before),
        Arrays.stream(Event.values())
            .filter(Event::lasting)
            .map(Event::text)
            .toArray(String[]::new));
  }

  private void change(String sql, Object... arguments) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setObject(i + 1, arguments[i]);
      }
      statement.executeUpdate();
    } catch (SQLException e) {
      throw failure("changed", e);
    }
  }

  private static IllegalStateException failure(String what, SQLException cause) {
    return new IllegalStateException("what is to be told could not be " + what, cause);
  }
}
