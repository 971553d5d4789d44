package org.tocsin.operator;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tocsin.notification.Channel;

/** A channel as it is shown: nothing of it lets anybody send in its place. */
record NotificationChannelView(
    long id,
    String name,
    String kind,
    String target,
    List<String> events,
    Instant createdAt,
    Optional<Instant> lastSuccessAt,
    Optional<FailureView> lastFailure,
    long waiting,
    List<GivenUpView> givenUp) {

  /** That a message was not taken. */
  record FailureView(Instant at, String error) {}

  /** A message that is sent no more. */
  record GivenUpView(String event, String subject, Instant at, String error) {}

  static NotificationChannelView of(Channel channel) {
    return new NotificationChannelView(
        channel.id(),
        channel.name(),
        channel.kind(),
        channel.target(),
        channel.eventTexts(),
        channel.createdAt(),
        channel.lastSuccessAt(),
        channel.lastFailure().map(one -> new FailureView(one.at(), one.error())),
        channel.waiting(),
        channel.givenUp().stream()
            .map(one -> new GivenUpView(one.event().text(), one.subject(), one.at(), one.error()))
            .toList());
  }
}
