package org.tocsin.operator;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.tocsin.audit.AuditLog;
import org.tocsin.notification.Answer;
import org.tocsin.notification.Channel;
import org.tocsin.notification.Channels;
import org.tocsin.notification.NotificationSettings;
import org.tocsin.notification.Notifier;

/** What operators do about notification channels, each act with its entry in the audit record. */
@ApplicationScoped
public class NotificationChannelActs {

  private final Channels channels;
  private final Notifier notifier;
  private final NotificationSettings settings;
  private final AuditLog audit;
  private final InstantSource clock;

  NotificationChannelActs(
      Channels channels,
      Notifier notifier,
      NotificationSettings settings,
      AuditLog audit,
      InstantSource clock) {
    this.channels = channels;
    this.notifier = notifier;
    this.settings = settings;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * What somebody asks for, as they wrote it.
   *
   * @param name what the channel is to be called
   * @param kind webhook, email or ntfy
   * @param events names of what it is to be told of
   * @param target a URL, for email an address
   * @param secret the key of a webhook, the token of an ntfy topic
   */
  public record Wanted(
      String name,
      String kind,
      List<String> events,
      Optional<String> target,
      Optional<String> secret) {
    /** Copies the list. */
    public Wanted {
      events = List.copyOf(events);
    }

    @Override
    public String toString() {
      return kind + " '" + name + "'";
    }
  }

  /** What came of making a channel. */
  public sealed interface Creation {
    /** It is there. */
    record Made(Channel channel) implements Creation {}

    /** A field is wrong; {@code problem} says what is. */
    record Refused(String field, String problem) implements Creation {}

    /** It cannot be made here or now; {@code problem} says why. */
    record Conflict(String problem) implements Creation {}
  }

  /** Returns whether this server sends mail. */
  public boolean sendsMail() {
    return settings.mail().isPresent();
  }

  /** Makes a channel. */
  @Transactional
  public Creation create(String operator, Wanted wanted) {
    ChannelReading reading = ChannelReading.of(wanted, settings);
    if (reading instanceof ChannelReading.Refused refused) {
      return new Creation.Refused(refused.field(), refused.problem());
    }
    ChannelReading.Understood understood = (ChannelReading.Understood) reading;
    if (understood.destination().kind().equals(ChannelReading.EMAIL) && !sendsMail()) {
      return new Creation.Conflict(
          "this server sends no mail: its configuration has no tocsin.mail.host");
    }
    Channels.Creation creation =
        channels.create(
            wanted.name(), understood.destination(), understood.events(), clock.instant());
    if (creation instanceof Channels.Creation.TooMany) {
      return new Creation.Conflict("there are at most " + Channels.MOST + " channels");
    }
    if (creation instanceof Channels.Creation.Made made) {
      Channel channel = made.channel();
      record(
          operator,
          "create",
          channel,
          " to " + channel.target() + " for " + String.join(", ", channel.eventTexts()));
      return new Creation.Made(channel);
    }
    return new Creation.Conflict("there is a channel of this name");
  }

  /** Deletes a channel with what waits for it; false when there is none. */
  @Transactional
  public boolean delete(String operator, long id) {
    Optional<Channel> found = channels.find(id);
    found.ifPresent(
        channel -> {
          channels.delete(id);
          record(operator, "delete", channel, "");
        });
    return found.isPresent();
  }

  /**
   * Sends a message that says that it is a test, outside of any transaction; empty when there is no
   * such channel.
   */
  public Optional<Answer> test(String operator, long id) {
    Optional<Channel> found = QuarkusTransaction.requiringNew().call(() -> channels.find(id));
    Optional<Answer> answer = found.flatMap(channel -> notifier.test(id));
    answer.ifPresent(
        came ->
            QuarkusTransaction.requiringNew()
                .run(() -> record(operator, "test", found.orElseThrow(), ": " + came.said())));
    return answer;
  }

  private void record(String operator, String act, Channel channel, String detail) {
    audit.record(
        operator,
        "notification-channel." + act,
        "notification channel " + channel.id(),
        channel.kind() + " '" + channel.name() + "'" + detail);
  }
}
