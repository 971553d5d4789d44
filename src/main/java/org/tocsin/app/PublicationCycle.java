package org.tocsin.app;

import io.micrometer.core.annotation.Timed;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.distribution.CurrentList;
import org.tocsin.evidence.EvidenceLedger;
import org.tocsin.operator.CurationControl;
import org.tocsin.publication.Publication;
import org.tocsin.publication.Publisher;

/**
 * Walks from evidence over curation to publication: fold, judge, publish, serve. One run at a time
 * on one database. Each step is a transaction that can be repeated, so what a crashed run left is
 * done by the next.
 */
@ApplicationScoped
class PublicationCycle implements CurationControl {

  private static final Duration EVIDENCE_KEPT = Duration.ofDays(7);

  private final EvidenceLedger evidence;
  private final JudgingStep judging;
  private final Publisher publisher;
  private final CurrentList currentList;
  private final PostgresRunLock lock;
  private final InstantSource clock;

  PublicationCycle(
      EvidenceLedger evidence,
      JudgingStep judging,
      Publisher publisher,
      CurrentList currentList,
      PostgresRunLock lock,
      InstantSource clock) {
    this.evidence = evidence;
    this.judging = judging;
    this.publisher = publisher;
    this.currentList = currentList;
    this.lock = lock;
    this.clock = clock;
  }

  @Override
  @Timed("curation.run")
  public Run run(boolean ignoreSoak) {
    return lock.holding(() -> runAlone(ignoreSoak));
  }

  private Run runAlone(boolean ignoreSoak) {
    Instant now = clock.instant();
    long signals = QuarkusTransaction.requiringNew().call(() -> fold(now));
    int changed = judging.judgeAll(ignoreSoak, now);
    Publication made = QuarkusTransaction.requiringNew().call(() -> publisher.publish(now));
    // A listing that only lasts longer can wait until the rendering is renewed anyway.
    if (made.serial() != currentList.current().serial()) {
      currentList.refresh();
    } else {
      currentList.refreshIfStale();
    }
    return new Run(signals, changed, made.published(), made.removed(), 0, made.serial());
  }

  private long fold(Instant now) {
    evidence.forget(now.minus(EVIDENCE_KEPT));
    return evidence.fold(judging.maxSkew());
  }

  @Override
  public long withdraw(Address address) {
    return lock.holding(
        () -> {
          Instant now = clock.instant();
          Publication made =
              QuarkusTransaction.requiringNew()
                  .call(
                      () -> {
                        evidence.voidUpTo(address, now);
                        judging.judgeNow(address, now);
                        return publisher.publish(now);
                      });
          currentList.refresh();
          return made.serial();
        });
  }

  @Override
  public void judgeAgain(Prefix range) {
    judging.judgeAgain(range, clock.instant());
  }
}
