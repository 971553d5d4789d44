package org.tocsin.operator;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.tocsin.notification.Destination;
import org.tocsin.notification.Event;
import org.tocsin.notification.MailAddress;
import org.tocsin.notification.NotificationSettings;
import org.tocsin.notification.WebTarget;
import org.tocsin.sealing.Secret;

/** What somebody wrote of a channel, understood or refused. */
sealed interface ChannelReading {

  String EMAIL = Destination.Email.KIND;
  int SHORTEST_SECRET = 24;
  int LONGEST_SECRET = 200;
  Pattern SECRET = Pattern.compile("[\\x21-\\x7e]+");

  /** It is this. */
  record Understood(Destination destination, Set<Event> events) implements ChannelReading {}

  /** A field is wrong. */
  record Refused(String field, String problem) implements ChannelReading {}

  static ChannelReading of(NotificationChannelActs.Wanted wanted, NotificationSettings settings) {
    for (String text : wanted.events()) {
      if (!Event.texts().contains(text)) {
        return new Refused("events", "knows only " + String.join(", ", Event.texts()));
      }
    }
    if (wanted.events().isEmpty()) {
      return new Refused("events", "names at least one of " + String.join(", ", Event.texts()));
    }
    Set<Event> events = EnumSet.noneOf(Event.class);
    wanted.events().forEach(text -> events.add(Event.of(text)));
    return wanted.kind().equals(EMAIL) ? email(wanted, events) : web(wanted, events, settings);
  }

  private static ChannelReading email(NotificationChannelActs.Wanted wanted, Set<Event> events) {
    return wanted
        .target()
        .flatMap(MailAddress::parse)
        .<ChannelReading>map(address -> new Understood(new Destination.Email(address), events))
        .orElseGet(() -> new Refused("address", "not one e-mail address"));
  }

  private static ChannelReading web(
      NotificationChannelActs.Wanted wanted, Set<Event> events, NotificationSettings settings) {
    WebTarget.Reading read = WebTarget.read(wanted.target().orElse(""), settings.allowInternal());
    if (read instanceof WebTarget.Reading.Refused refused) {
      return new Refused("url", refused.problem());
    }
    WebTarget target = ((WebTarget.Reading.Accepted) read).target();
    boolean webhook = wanted.kind().equals(Destination.Webhook.KIND);
    Optional<Refused> refused =
        webhook
            ? wrong("secret", wanted.secret().orElse(""), SHORTEST_SECRET)
            : wanted.secret().flatMap(token -> wrong("token", token, 1));
    if (refused.isPresent()) {
      return refused.get();
    }
    return new Understood(
        webhook
            ? new Destination.Webhook(target, new Secret(wanted.secret().orElseThrow()))
            : new Destination.Ntfy(target, wanted.secret().map(Secret::new)),
        events);
  }

  private static Optional<Refused> wrong(String field, String text, int shortest) {
    if (text.length() < shortest) {
      return Optional.of(new Refused(field, "has at least " + shortest + " characters"));
    }
    return text.length() > LONGEST_SECRET || !SECRET.matcher(text).matches()
        ? Optional.of(
            new Refused(
                field,
                "has ASCII characters only, no blanks, and at most " + LONGEST_SECRET + " of them"))
        : Optional.empty();
  }
}
