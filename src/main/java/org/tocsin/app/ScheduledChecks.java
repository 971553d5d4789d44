package org.tocsin.app;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;

/** Which looks at our own work happen by themselves, and when. */
@ApplicationScoped
class ScheduledChecks {

  private final SecondLook releases;
  private final DailyAudit curation;

  ScheduledChecks(SecondLook releases, DailyAudit curation) {
    this.releases = releases;
    this.curation = curation;
  }

  @Scheduled(
      identity = "check",
      every = "{tocsin.schedule.check}",
      delay = 60,
      delayUnit = TimeUnit.SECONDS,
      concurrentExecution = ConcurrentExecution.SKIP)
  void checkRelease() {
    releases.lookAtWhatIsServed();
  }

  @Scheduled(
      identity = "audit",
      cron = "{tocsin.schedule.audit}",
      timeZone = "UTC",
      concurrentExecution = ConcurrentExecution.SKIP)
  void auditCuration() {
    curation.run();
  }
}
