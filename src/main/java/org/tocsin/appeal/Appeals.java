package org.tocsin.appeal;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.tocsin.address.Address;
import org.tocsin.curation.ReviewPolicy;
import org.tocsin.curation.Verdict;
import org.tocsin.review.Curation;
import org.tocsin.review.ReviewQueue;

/** Puts what people say against listings before an operator. */
@ApplicationScoped
public class Appeals {

  private final Lookup lookup;
  private final AppealLimits limits;
  private final Curation curation;
  private final ReviewQueue queue;
  private final InstantSource clock;

  Appeals(
      Lookup lookup,
      AppealLimits limits,
      Curation curation,
      ReviewQueue queue,
      InstantSource clock) {
    this.lookup = lookup;
    this.limits = limits;
    this.curation = curation;
    this.queue = queue;
    this.clock = clock;
  }

  /** What came of an appeal. */
  sealed interface Outcome {
    /** Somebody will look at it, until this instant. */
    record Open(Instant dueAt) implements Outcome {}

    /** There is nothing to appeal against. */
    record NotListed() implements Outcome {}

    /** Somebody appealed already. */
    record OpenAlready() implements Outcome {}

    /** Too many appeals today; the next one after {@code retryAfter}. */
    record TooMany(Duration retryAfter) implements Outcome {}

    /** This server's operator takes no appeals. */
    record NotTaken() implements Outcome {}
  }

  Outcome appeal(Address address, Optional<Address> from, ReviewQueue.Appeal appeal) {
    Optional<ReviewPolicy.Appeal> rule = curation.book().rules().review().appeal();
    if (rule.isEmpty()) {
      return new Outcome.NotTaken();
    }
    if (!lookup.find(address).concerns()) {
      return new Outcome.NotListed();
    }
    if (queue.appealed(address)) {
      return new Outcome.OpenAlready();
    }
    Instant now = clock.instant();
    Optional<Duration> wait = QuarkusTransaction.requiringNew().call(() -> limits.admit(from, now));
    if (wait.isPresent()) {
      return new Outcome.TooMany(wait.get());
    }
    Verdict verdict = lookup.verdict(address);
    Duration timeout = rule.get().timeout();
    boolean opened =
        QuarkusTransaction.requiringNew().call(() -> queue.appeal(verdict, appeal, timeout, now));
    return opened ? new Outcome.Open(now.plus(timeout)) : new Outcome.OpenAlready();
  }

  /** Forgets where appeals came from on past days. Joins the caller's transaction. */
  public void forget(Instant now) {
    limits.forget(now);
  }
}
