package org.tocsin.notification;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** What has to be told, kept until it is. Every method joins the caller's transaction. */
interface Outbox {

  /** Waiting for one channel; what happens beyond that is given up at once. */
  int MOST_WAITING = 200;

  /**
   * A message that this server alone sends now.
   *
   * @param id its number
   * @param attempt how often it was tried, this time included
   * @param channel where it goes
   * @param destination how it gets there; empty if its secret cannot be read
   * @param message what is sent
   */
  record Taken(
      long id, int attempt, long channel, Optional<Destination> destination, Message message) {}

  /**
   * Writes down what happens now. What was written down already and has not ended is not told
   * again; what lasts and was not seen for a while has ended.
   */
  void note(Collection<Notice> notices, Instant now);

  /** Takes the message that is due first; nobody else gets it until some minutes have passed. */
  Optional<Taken> take(Instant now);

  /** Notes that a message arrived. */
  void sent(Taken taken, Instant now);

  /**
   * Notes that a message was not taken; it and whatever else waits for the channel is not tried
   * again before an instant.
   */
  void failed(Taken taken, String error, Instant again, Instant now);

  /** Notes that a message was not taken and is not tried again. */
  void givenUp(Taken taken, String error, Instant now);

  /** Notes what came of a test of a channel. */
  void tried(long channel, Answer answer, Instant now);

  /** Returns where a channel leads; empty if there is none, or its secret cannot be read. */
  Optional<Destination> destination(long channel);

  /** Deletes what happened before an instant. */
  void forget(Instant before);
}
