package org.tocsin.app;

import io.micrometer.core.annotation.Timed;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.curation.Curator;
import org.tocsin.curation.Ledgers;
import org.tocsin.curation.RuleBook;
import org.tocsin.curation.Standing;
import org.tocsin.curation.Verdict;
import org.tocsin.operator.CurationControl;
import org.tocsin.publication.Publication;
import org.tocsin.review.Curation;
import org.tocsin.review.StagedDecisions;

/**
 * Walks from evidence over curation to publication: fold, judge, publish, serve. One run at a time
 * on one database. Each step is a transaction that can be repeated, so what a crashed run left is
 * done by the next.
 */
@ApplicationScoped
class PublicationCycle implements CurationControl {

  private final Curation curation;
  private final Ledgers ledgers;
  private final PublishingStep publishing;
  private final StagedDecisions staged;
  private final PostgresRunLock lock;
  private final InstantSource clock;

  PublicationCycle(
      Curation curation,
      Ledgers ledgers,
      PublishingStep publishing,
      StagedDecisions staged,
      PostgresRunLock lock,
      InstantSource clock) {
    this.curation = curation;
    this.ledgers = ledgers;
    this.publishing = publishing;
    this.staged = staged;
    this.lock = lock;
    this.clock = clock;
  }

  /** What is kept of an instant is exact to the microsecond. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  @Timed("curation.run")
  public Run run(boolean ignoreSoak) {
    // Each decision waits for the lock by itself.
    staged.applyDue(now());
    return lock.holding(() -> runAlone(ignoreSoak));
  }

  private Run runAlone(boolean ignoreSoak) {
    Instant now = now();
    RuleBook book = curation.book();
    publishing.timeOut(book.rules(), now);
    Curator.Run judged = curation.curator().run(book, !ignoreSoak, now);
    Publication made =
        QuarkusTransaction.requiringNew()
            .call(() -> publishing.publish(book.rules(), Set.of(), now));
    publishing.deliverNews(made);
    Run done =
        new Run(
            judged.signals(),
            judged.changed(),
            made.published(),
            made.removed(),
            publishing.held(),
            made.serial());
    publishing.note(now, done);
    return done;
  }

  @Override
  public long withdraw(Address address) {
    return lock.holding(
        () -> {
          Instant now = now();
          RuleBook book = curation.book();
          Publication made =
              QuarkusTransaction.requiringNew()
                  .call(
                      () -> {
                        ledgers.evidence().voidUpTo(address, now);
                        ledgers.verdicts().change(address, Standing::pardoned, now);
                        curation.curator().judgeNow(book, address, now);
                        return publishing.publish(book.rules(), Set.of(address), now);
                      });
          publishing.deliver();
          return made.serial();
        });
  }

  @Override
  public void judgeAgain(Prefix range) {
    curation.curator().judgeAgain(range, now());
  }

  @Override
  public Verdict explain(Address address) {
    return curation.curator().explain(curation.book(), address, now());
  }
}
