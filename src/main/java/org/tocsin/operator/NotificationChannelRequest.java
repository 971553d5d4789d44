package org.tocsin.operator;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.tocsin.notification.Destination;
import org.tocsin.notification.Event;
import org.tocsin.notification.MailAddress;
import org.tocsin.notification.NotificationSettings;
import org.tocsin.notification.Secret;
import org.tocsin.notification.WebTarget;

/** What a request says of a new channel. */
record NotificationChannelRequest(String name, Destination destination, Set<Event> events) {

  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_URL = 500;
  private static final int SHORTEST_SECRET = 24;
  private static final int LONGEST_SECRET = 200;
  private static final Pattern SECRET = Pattern.compile("[\\x21-\\x7e]+");

  static NotificationChannelRequest of(byte[] body, NotificationSettings settings) {
    RequestBody fields = RequestBody.of(body);
    String name = fields.text("name", LONGEST_NAME);
    String kind =
        fields.word(
            "kind",
            List.of(Destination.Webhook.KIND, Destination.Email.KIND, Destination.Ntfy.KIND));
    Set<Event> events = events(fields);
    Destination destination =
        switch (kind) {
          case Destination.Webhook.KIND ->
              new Destination.Webhook(
                  url(fields, settings), secret(fields, "secret", SHORTEST_SECRET));
          case Destination.Ntfy.KIND ->
              new Destination.Ntfy(
                  url(fields, settings),
                  fields
                      .optionalText("token", LONGEST_SECRET)
                      .map(t -> secret(fields, "token", t)));
          default -> email(fields, settings);
        };
    fields.done();
    return new NotificationChannelRequest(name, destination, events);
  }

  private static Set<Event> events(RequestBody fields) {
    Set<Event> events = EnumSet.noneOf(Event.class);
    for (String text : fields.tags("events")) {
      if (!Event.texts().contains(text)) {
        throw fields.refused("events", "knows only " + String.join(", ", Event.texts()));
      }
      events.add(Event.of(text));
    }
    if (events.isEmpty()) {
      throw fields.refused("events", "names at least one of " + String.join(", ", Event.texts()));
    }
    return events;
  }

  private static WebTarget url(RequestBody fields, NotificationSettings settings) {
    WebTarget.Reading read =
        WebTarget.read(fields.text("url", LONGEST_URL), settings.allowInternal());
    if (read instanceof WebTarget.Reading.Refused refused) {
      throw fields.refused("url", refused.problem());
    }
    return ((WebTarget.Reading.Accepted) read).target();
  }

  private static Secret secret(RequestBody fields, String field, int shortest) {
    String text = fields.text(field, LONGEST_SECRET);
    if (text.length() < shortest) {
      throw fields.refused(field, "has at least " + shortest + " characters");
    }
    return secret(fields, field, text);
  }

  private static Secret secret(RequestBody fields, String field, String text) {
    if (!SECRET.matcher(text).matches()) {
      throw fields.refused(field, "has ASCII characters only, and no blanks");
    }
    return new Secret(text);
  }

  private static Destination email(RequestBody fields, NotificationSettings settings) {
    MailAddress address =
        MailAddress.parse(fields.text("address", LONGEST_URL))
            .orElseThrow(() -> fields.refused("address", "not one e-mail address"));
    if (settings.mail().isEmpty()) {
      throw new Problem(
          409, "this server sends no mail: its configuration has no tocsin.mail.host");
    }
    return new Destination.Email(address);
  }
}
