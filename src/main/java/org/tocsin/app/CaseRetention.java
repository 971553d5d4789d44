package org.tocsin.app;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import org.tocsin.appeal.Appeals;
import org.tocsin.appeal.SelfDelisting;
import org.tocsin.review.ReviewQueue;

/** Throws away cases, appeals and delistings that are older than the README says they are kept. */
@ApplicationScoped
class CaseRetention {

  private final ReviewQueue queue;
  private final SelfDelisting delistings;
  private final Appeals appeals;
  private final InstantSource clock;

  CaseRetention(ReviewQueue queue, SelfDelisting delistings, Appeals appeals, InstantSource clock) {
    this.queue = queue;
    this.delistings = delistings;
    this.appeals = appeals;
    this.clock = clock;
  }

  @Scheduled(
      identity = "cases",
      every = "{tocsin.schedule.housekeeping}",
      concurrentExecution = ConcurrentExecution.SKIP)
  void run() {
    Instant now = clock.instant();
    QuarkusTransaction.requiringNew().run(() -> queue.forget(now));
    QuarkusTransaction.requiringNew().run(() -> delistings.forget(now));
    QuarkusTransaction.requiringNew().run(() -> appeals.forget(now));
  }
}
