package org.tocsin.review;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tocsin.address.Address;
import org.tocsin.audit.AuditLog;

/** Does what operators decide about cases. */
@ApplicationScoped
public class Decisions {

  private final ReviewQueue queue;
  private final Listings listings;
  private final ParkedRun parked;
  private final Curation curation;
  private final AuditLog audit;
  private final InstantSource clock;

  Decisions(
      ReviewQueue queue,
      Listings listings,
      ParkedRun parked,
      Curation curation,
      AuditLog audit,
      InstantSource clock) {
    this.queue = queue;
    this.listings = listings;
    this.parked = parked;
    this.curation = curation;
    this.audit = audit;
    this.clock = clock;
  }

  /** Decides a case. What was staged on it is void, if this is taken. */
  public Decision.Outcome decide(long id, Decision decision) {
    return decide(id, decision, about -> decideNow(about, decision))
        .orElseGet(Decision.Outcome.NoSuchCase::new);
  }

  /**
   * Decides a case as {@link #decide(long, Decision)} does, if something still holds when nobody
   * else can change it any more; else, and if there is no such case, the answer is empty.
   */
  public Optional<Decision.Outcome> decideIf(
      long id, Decision decision, BooleanSupplier stillHolds) {
    return decide(
        id,
        decision,
        about -> stillHolds.getAsBoolean() ? decideNow(about, decision) : Optional.empty());
  }

  /**
   * Has what is staged on a case take effect, unless it was taken back meanwhile; then the answer
   * is empty.
   *
   * @param lapsed told within the transaction if nothing can come of it
   */
  Optional<Decision.Outcome> decideStaged(
      long id, ReviewCase.Staged staged, Consumer<ReviewCase> lapsed) {
    return decide(
        id,
        staged.decision(),
        about -> {
          if (!about.staged().equals(Optional.of(staged))) {
            return Optional.empty();
          }
          Optional<Decision.Outcome> outcome = decideNow(about, staged.decision());
          if (!(outcome.orElseThrow() instanceof Decision.Outcome.Taken)) {
            lapsed.accept(about);
          }
          return outcome;
        });
  }

  private Optional<Decision.Outcome> decide(
      long id, Decision decision, Function<ReviewCase, Optional<Decision.Outcome>> step) {
    Optional<ReviewCase> found = queue.find(id);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Supplier<Optional<Decision.Outcome>> locked = () -> queue.lock(id).flatMap(step);
    ReviewCase about = found.get();
    return about.state() == ReviewCase.State.OPEN
            && about.kind() == ReviewCase.Kind.APPEAL
            && decision.ruling() == Decision.Ruling.REJECT
        ? takeOff(address(about), locked)
        : listings.alone(locked);
  }

  private Optional<Decision.Outcome> takeOff(
      Address address, Supplier<Optional<Decision.Outcome>> step) {
    AtomicReference<Optional<Decision.Outcome>> outcome = new AtomicReference<>(Optional.empty());
    listings.takeOff(
        address,
        () -> {
          Optional<Decision.Outcome> now = step.get();
          outcome.set(now);
          return now.filter(Decision.Outcome.Taken.class::isInstance).isPresent();
        });
    return Optional.ofNullable(outcome.get()).orElseThrow();
  }

  private Optional<Decision.Outcome> decideNow(ReviewCase about, Decision decision) {
    if (about.state() != ReviewCase.State.OPEN) {
      return Optional.of(new Decision.Outcome.TooLate(about));
    }
    if (agreedAlready(about, decision)) {
      return Optional.of(new Decision.Outcome.NeedsAnother(about));
    }
    boolean publish = decision.ruling() == Decision.Ruling.PUBLISH;
    if (publish && needsTwo(about) && about.firstDecisionBy().isEmpty()) {
      queue.agree(about.id(), decision.operator());
      record("review.agree", about, decision);
      return Optional.of(new Decision.Outcome.Taken(queue.find(about.id()).orElseThrow()));
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    if (publish) {
      publish(about, decision.operator(), now);
    } else {
      reject(about, now);
    }
    queue.close(
        about.id(),
        publish ? ReviewCase.State.PUBLISHED : ReviewCase.State.REJECTED,
        new ReviewCase.Closed(Optional.of(decision.operator()), now, decision.reason()));
    record(publish ? "review.publish" : "review.reject", about, decision);
    return Optional.of(new Decision.Outcome.Taken(queue.find(about.id()).orElseThrow()));
  }

  /** Whether another operator has to agree to what this one agreed to before. */
  boolean agreedAlready(ReviewCase about, Decision decision) {
    return decision.ruling() == Decision.Ruling.PUBLISH
        && needsTwo(about)
        && about.firstDecisionBy().equals(Optional.of(decision.operator()));
  }

  /** Two have to agree to what lists something; to leave things as they are, one will do. */
  private boolean needsTwo(ReviewCase about) {
    return curation.book().rules().review().fourEyes()
        && (about.kind() == ReviewCase.Kind.ADDRESS || about.kind() == ReviewCase.Kind.RUN);
  }

  private void publish(ReviewCase about, String operator, Instant now) {
    switch (about.kind()) {
      case ADDRESS -> curation.curator().publish(address(about), now);
      case RUN -> parked.approve(operator);
      case APPEAL, RANGE, ORGANISATION -> {
        // Everything stays as it is.
      }
    }
  }

  private void reject(ReviewCase about, Instant now) {
    switch (about.kind()) {
      case ADDRESS, APPEAL -> curation.curator().overrule(curation.book(), address(about), now);
      case RUN -> parked.drop(now);
      case RANGE, ORGANISATION -> {
        // Operators exempt ranges and block agents by other means.
      }
    }
  }

  private static Address address(ReviewCase about) {
    return Address.parse(about.subject())
        .orElseThrow(() -> new IllegalStateException("the database holds a malformed address"));
  }

  private void record(String act, ReviewCase about, Decision decision) {
    audit.record(
        decision.operator(),
        act,
        about.kind().text() + " " + about.subject(),
        "case " + about.id() + ": " + decision.reason());
  }
}
