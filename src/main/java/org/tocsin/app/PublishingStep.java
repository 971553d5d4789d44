package org.tocsin.app;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tocsin.address.Address;
import org.tocsin.curation.Reviews;
import org.tocsin.curation.Rules;
import org.tocsin.curation.Trigger;
import org.tocsin.operator.CurationControl;
import org.tocsin.publication.Publication;
import org.tocsin.publication.Publisher;
import org.tocsin.publication.StateHistory;
import org.tocsin.review.Timeouts;
import org.tocsin.series.Runs;

/** Makes the next release, asks a person if it would change too much, and has it delivered. */
@ApplicationScoped
class PublishingStep {

  private final Publisher publisher;
  private final Reviews reviews;
  private final StateHistory history;
  private final Delivery delivery;
  private final Timeouts timeouts;
  private final RunNotes notes;

  PublishingStep(
      Publisher publisher,
      Reviews reviews,
      StateHistory history,
      Delivery delivery,
      Timeouts timeouts,
      RunNotes notes) {
    this.publisher = publisher;
    this.reviews = reviews;
    this.history = history;
    this.delivery = delivery;
    this.timeouts = timeouts;
    this.notes = notes;
  }

  /** Drops what was parked for too long, for the next run to judge, and cases nobody decided. */
  void timeOut(Rules rules, Instant now) {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              publisher
                  .parkedSince()
                  .filter(since -> !now.isBefore(since.plus(rules.review().breaker())))
                  .ifPresent(since -> publisher.dropParked(now));
              timeouts.expire(now);
            });
  }

  /** Makes a release; joins the caller's transaction. */
  Publication publish(Rules rules, Set<Address> withdrawn, Instant now) {
    Publication made = publisher.publish(rules.policy().breaker(), withdrawn, now);
    if (made.parked()) {
      String what =
          made.parkedAdditions()
              + " additions, "
              + made.parkedRemovals()
              + " removals before their time, at "
              + now.truncatedTo(ChronoUnit.SECONDS);
      reviews.ask(
          new Reviews.Subject.OfRun(what),
          List.of(Trigger.BREAKER),
          Optional.empty(),
          rules.review().breaker(),
          now);
    }
    return made;
  }

  /** Returns how many addresses wait for a person. */
  int held() {
    return QuarkusTransaction.requiringNew().call(history::held);
  }

  /** Notes a run that came to its end. */
  void note(Instant began, CurationControl.Run run) {
    notes.done(
        Runs.Kind.CURATION,
        began,
        0,
        run.signals()
            + " signals were folded, "
            + run.changed()
            + " addresses changed their state, "
            + run.published()
            + " joined and "
            + run.removed()
            + " left the list.");
  }

  /** Has a release delivered at once. */
  void deliver() {
    delivery.now();
  }

  /** Has a release delivered unless it is the one that is. */
  void deliverNews(Publication made) {
    delivery.of(made);
  }
}
