package org.tocsin.notification;

import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tocsin.sealing.Secret;

/** Brings messages to where they are to go, each kind of place by its own way. */
@ApplicationScoped
class Carriers {

  private static final Duration DEADLINE = Duration.ofSeconds(15);
  private static final int LONGEST_TITLE = 200;
  private static final int LONGEST_BODY = 500;

  private final HttpCarrier http;
  private final Optional<MailCarrier> mail;
  private final InstantSource clock;

  @Inject
  Carriers(Vertx vertx, NotificationSettings settings, InstantSource clock) {
    this(
        new HttpCarrier(
            HttpCarrier.client(vertx),
            NameResolver.ofTheSystem(),
            settings.allowInternal(),
            DEADLINE),
        settings.mail().map(MailCarrier::new),
        clock);
  }

  Carriers(HttpCarrier http, Optional<MailCarrier> mail, InstantSource clock) {
    this.http = http;
    this.mail = mail;
    this.clock = clock;
  }

  /** Sends a message and waits for what comes back; what that says holds no secret. */
  Answer send(Destination destination, Message message) {
    Answer answer = bring(destination, message);
    List<Secret> secrets = destination.secret().map(List::of).orElse(List.of());
    return new Answer(
        answer.taken(),
        answer.status(),
        answer.said(),
        Plain.withoutSecrets(answer.body(), secrets, LONGEST_BODY));
  }

  private Answer bring(Destination destination, Message message) {
    if (destination instanceof Destination.Webhook webhook) {
      return http.send(WebhookBody.post(webhook.url(), webhook.key(), message, clock.instant()));
    }
    if (destination instanceof Destination.Ntfy ntfy) {
      return http.send(post(ntfy, message));
    }
    if (destination instanceof Destination.Email email) {
      return mail.map(carrier -> carrier.send(email.address(), message))
          .orElseGet(() -> Answer.failed("this server has no mail server any more"));
    }
    throw new IllegalStateException("there are three kinds");
  }

  private static HttpCarrier.Post post(Destination.Ntfy ntfy, Message message) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "text/plain; charset=utf-8");
    headers.put("User-Agent", "tocsin");
    headers.put("Title", Plain.header(message.title(), LONGEST_TITLE));
    if (message.link().startsWith("http")) {
      headers.put("Click", Plain.header(message.link(), LONGEST_TITLE));
    }
    ntfy.token()
        .ifPresent(
            token ->
                headers.put(
                    "Authorization", "Bearer " + Plain.header(token.text(), Integer.MAX_VALUE)));
    return new HttpCarrier.Post(ntfy.url(), headers, message.whole());
  }
}
