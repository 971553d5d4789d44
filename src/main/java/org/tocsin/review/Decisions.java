package org.tocsin.review;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
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

  /** Decides a case. */
  public Decision.Outcome decide(long id, Decision decision) {
    Optional<ReviewCase> found = queue.find(id);
    if (found.isEmpty()) {
      return new Decision.Outcome.NoSuchCase();
    }
    ReviewCase about = found.get();
    if (about.kind() == ReviewCase.Kind.APPEAL && decision.ruling() == Decision.Ruling.REJECT) {
      return withdraw(about, decision);
    }
    return listings.alone(() -> decideNow(id, decision));
  }

  private Decision.Outcome withdraw(ReviewCase about, Decision decision) {
    AtomicReference<Decision.Outcome> outcome =
        new AtomicReference<>(new Decision.Outcome.NoSuchCase());
    listings.takeOff(
        address(about),
        () -> {
          Decision.Outcome now = decideNow(about.id(), decision);
          outcome.set(now);
          return now instanceof Decision.Outcome.Taken;
        });
    return Optional.ofNullable(outcome.get()).orElseThrow();
  }

  private Decision.Outcome decideNow(long id, Decision decision) {
    ReviewCase about = queue.lock(id).orElseThrow();
    if (about.state() != ReviewCase.State.OPEN) {
      return new Decision.Outcome.TooLate(about);
    }
    boolean publish = decision.ruling() == Decision.Ruling.PUBLISH;
    if (publish && needsTwo(about)) {
      if (about.firstDecisionBy().isEmpty()) {
        queue.agree(id, decision.operator());
        record("review.agree", about, decision);
        return new Decision.Outcome.Taken(queue.find(id).orElseThrow());
      }
      if (about.firstDecisionBy().get().equals(decision.operator())) {
        return new Decision.Outcome.NeedsAnother(about);
      }
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    if (publish) {
      publish(about, now);
    } else {
      reject(about, now);
    }
    queue.close(
        id,
        publish ? ReviewCase.State.PUBLISHED : ReviewCase.State.REJECTED,
        new ReviewCase.Closed(Optional.of(decision.operator()), now, decision.reason()));
    record(publish ? "review.publish" : "review.reject", about, decision);
    return new Decision.Outcome.Taken(queue.find(id).orElseThrow());
  }

  /** Two have to agree to what lists something; to leave things as they are, one will do. */
  private boolean needsTwo(ReviewCase about) {
    return curation.book().rules().review().fourEyes()
        && (about.kind() == ReviewCase.Kind.ADDRESS || about.kind() == ReviewCase.Kind.RUN);
  }

  private void publish(ReviewCase about, Instant now) {
    switch (about.kind()) {
      case ADDRESS -> curation.curator().publish(address(about), now);
      case RUN -> parked.approve();
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
