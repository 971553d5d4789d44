package org.tocsin.notification;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A way to tell operators, as it is shown.
 *
 * @param id its number
 * @param name what operators call it
 * @param kind webhook, email or ntfy
 * @param target where it leads, without what may be secret
 * @param events what it is told of
 * @param createdAt since when it is there
 * @param lastSuccessAt when a message was last taken
 * @param lastFailure when and why a message was last not taken
 * @param waiting how many messages wait
 * @param givenUp the newest messages that were given up
 */
public record Channel(
    long id,
    String name,
    String kind,
    String target,
    Set<Event> events,
    Instant createdAt,
    Optional<Instant> lastSuccessAt,
    Optional<Failure> lastFailure,
    long waiting,
    List<GivenUp> givenUp) {

  /** Copies the collections. */
  public Channel {
    events = Set.copyOf(events);
    givenUp = List.copyOf(givenUp);
  }

  /** Returns the names of what it is told of, in a fixed order. */
  public List<String> eventTexts() {
    return EnumSet.allOf(Event.class).stream().filter(events::contains).map(Event::text).toList();
  }

  /**
   * That a message was not taken.
   *
   * @param at when
   * @param error why, in a line
   */
  public record Failure(Instant at, String error) {}

  /**
   * A message that is sent no more.
   *
   * @param event what it told of
   * @param subject what that was about
   * @param at when it was given up
   * @param error why it was not taken last
   */
  public record GivenUp(Event event, String subject, Instant at, String error) {}
}
