package org.tocsin.notification;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Optional;

/**
 * Writes down what happens and sends what is written down. Any number of servers may do both at
 * once. Sends on the calling thread, outside of transactions.
 */
@ApplicationScoped
public class Notifier {

  /** After these a message is given up. */
  static final int MOST_ATTEMPTS = 10;

  /** Older than this nobody wants to be told. */
  static final Duration WORTH_TELLING = Duration.ofDays(1);

  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final Duration KEPT = Duration.ofDays(30);
  private static final int AT_A_TIME = 100;

  private final Outbox outbox;
  private final Channels channels;
  private final Carriers carriers;
  private final InstantSource clock;

  Notifier(Outbox outbox, Channels channels, Carriers carriers, InstantSource clock) {
    this.outbox = outbox;
    this.channels = channels;
    this.carriers = carriers;
    this.clock = clock;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** Writes down all that is so now; whatever of it is news waits to be sent when this returns. */
  public void note(Collection<Notice> notices) {
    QuarkusTransaction.requiringNew().run(() -> outbox.note(notices, now()));
  }

  /** Sends what is due, and returns how many messages were taken. */
  public int deliver() {
    int sent = 0;
    for (int i = 0; i < AT_A_TIME; i++) {
      Optional<Outbox.Taken> taken =
          QuarkusTransaction.requiringNew().call(() -> outbox.take(now()));
      if (taken.isEmpty()) {
        return sent;
      }
      sent += deliver(taken.get()) ? 1 : 0;
    }
    return sent;
  }

  private boolean deliver(Outbox.Taken taken) {
    Answer answer =
        taken
            .destination()
            .map(destination -> carriers.send(destination, taken.message()))
            .orElseGet(Notifier::unreadable);
    Instant now = now();
    boolean last =
        taken.attempt() >= MOST_ATTEMPTS || !now.isBefore(taken.message().at().plus(WORTH_TELLING));
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              if (answer.taken()) {
                outbox.sent(taken, now);
              } else if (last) {
                outbox.givenUp(taken, answer.said(), now);
              } else {
                outbox.failed(taken, answer.said(), now.plus(pause(taken.attempt())), now);
              }
            });
    return answer.taken();
  }

  /** Each pause is twice the last. */
  static Duration pause(int attempt) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, Integer.SIZE - 2));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  /** Sends a message that says that it is a test, now; empty if there is no such channel. */
  public Optional<Answer> test(long channel) {
    Optional<Channel> found = QuarkusTransaction.requiringNew().call(() -> channels.find(channel));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Message message = Message.test(found.get().name(), now());
    Answer answer =
        QuarkusTransaction.requiringNew()
            .call(() -> outbox.destination(channel))
            .map(destination -> carriers.send(destination, message))
            .orElseGet(Notifier::unreadable);
    QuarkusTransaction.requiringNew().run(() -> outbox.tried(channel, answer, now()));
    return Optional.of(answer);
  }

  private static Answer unreadable() {
    return Answer.failed("its secret cannot be read with this server's key; make it anew");
  }

  /** Throws away what nobody asks for any more. */
  public void forget() {
    QuarkusTransaction.requiringNew().run(() -> outbox.forget(now().minus(KEPT)));
  }
}
