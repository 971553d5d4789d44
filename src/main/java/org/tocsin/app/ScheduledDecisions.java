package org.tocsin.app;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import org.tocsin.review.StagedDecisions;

/** Has decisions take effect whose time to be taken back is over. */
@ApplicationScoped
class ScheduledDecisions {

  private final StagedDecisions staged;
  private final InstantSource clock;

  ScheduledDecisions(StagedDecisions staged, InstantSource clock) {
    this.staged = staged;
    this.clock = clock;
  }

  @Scheduled(
      identity = "decisions",
      every = "{tocsin.schedule.decisions}",
      concurrentExecution = ConcurrentExecution.SKIP)
  void run() {
    staged.applyDue(clock.instant());
  }
}
