package org.tocsin.appeal;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import org.tocsin.address.Address;
import org.tocsin.curation.Standing;
import org.tocsin.review.Curation;
import org.tocsin.review.Listings;
import org.tocsin.review.ReviewQueue;

/** Takes addresses off for whoever can send a request from them. */
@ApplicationScoped
public class SelfDelisting {

  /** As long as floors stay higher, so that nobody lives on delisting alone. */
  static final Duration ONCE_IN = Standing.DECIDED_FOR;

  /** Each waits for the run under way; more than these would take the threads of everybody else. */
  private static final int MOST_AT_ONCE = 8;

  private final Semaphore turns = new Semaphore(MOST_AT_ONCE);
  private final Lookup lookup;
  private final Delistings delistings;
  private final Listings listings;
  private final Curation curation;
  private final ReviewQueue queue;
  private final InstantSource clock;

  SelfDelisting(
      Lookup lookup,
      Delistings delistings,
      Listings listings,
      Curation curation,
      ReviewQueue queue,
      InstantSource clock) {
    this.lookup = lookup;
    this.delistings = delistings;
    this.listings = listings;
    this.curation = curation;
    this.queue = queue;
    this.clock = clock;
  }

  /** What came of a request. */
  sealed interface Outcome {
    /** It is off, and release {@code serial} without it is served. */
    record Off(long serial) implements Outcome {}

    /** The request came from elsewhere. */
    record SentFromElsewhere() implements Outcome {}

    /** There is nothing to take off. */
    record NotListed() implements Outcome {}

    /** Others are being taken off; a moment later it works. */
    record Busy() implements Outcome {}

    /** It was taken off a short while ago; it can be again after {@code retryAfter}. */
    record TooSoon(Duration retryAfter) implements Outcome {}
  }

  Outcome delist(Address address, Optional<Address> from) {
    if (!from.equals(Optional.of(address))) {
      return new Outcome.SentFromElsewhere();
    }
    if (!lookup.find(address).concerns()) {
      return new Outcome.NotListed();
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Optional<Instant> last = delistings.last(address);
    if (last.isPresent() && now.isBefore(last.get().plus(ONCE_IN))) {
      return new Outcome.TooSoon(Duration.between(now, last.get().plus(ONCE_IN)));
    }
    if (!turns.tryAcquire()) {
      return new Outcome.Busy();
    }
    try {
      OptionalLong serial = listings.takeOff(address, () -> takeOff(address));
      return serial.isPresent()
          ? new Outcome.Off(serial.getAsLong())
          : new Outcome.TooSoon(ONCE_IN);
    } finally {
      turns.release();
    }
  }

  private boolean takeOff(Address address) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    if (!delistings.note(address, now, now.minus(ONCE_IN))) {
      return false;
    }
    curation.curator().delist(address, now);
    queue.settleAppeal(address, "delisted", now);
    return true;
  }

  /** Forgets delistings that hinder nobody any more. */
  public void forget(Instant now) {
    delistings.forget(now.minus(ONCE_IN));
  }
}
