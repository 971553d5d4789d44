package org.tocsin.operator;

import java.util.List;
import java.util.Optional;
import org.tocsin.notification.Destination;

/** Reads what a request says of a new channel. */
final class NotificationChannelRequest {

  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_TARGET = 500;

  private NotificationChannelRequest() {}

  static NotificationChannelActs.Wanted of(RequestBody fields) {
    String name = fields.text("name", LONGEST_NAME);
    String kind =
        fields.word(
            "kind",
            List.of(Destination.Webhook.KIND, Destination.Email.KIND, Destination.Ntfy.KIND));
    List<String> events = fields.tags("events");
    Optional<String> target =
        fields.optionalText(
            kind.equals(Destination.Email.KIND) ? "address" : "url", LONGEST_TARGET);
    Optional<String> secret =
        switch (kind) {
          case Destination.Webhook.KIND ->
              fields.optionalText("secret", ChannelReading.LONGEST_SECRET);
          case Destination.Ntfy.KIND -> fields.optionalText("token", ChannelReading.LONGEST_SECRET);
          default -> Optional.empty();
        };
    fields.done();
    return new NotificationChannelActs.Wanted(name, kind, events, target, secret);
  }
}
