package org.tocsin.app;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.tocsin.release.ReleaseRecords;
import org.tocsin.release.Releases;
import org.tocsin.release.SignedHead;
import org.tocsin.series.Runs;

/** Which looks at our own work happen by themselves, and when. */
@ApplicationScoped
class ScheduledChecks {

  private final SecondLook releases;
  private final DailyAudit curation;
  private final Releases served;
  private final ReleaseRecords records;
  private final RunNotes notes;
  private final InstantSource clock;

  ScheduledChecks(
      SecondLook releases,
      DailyAudit curation,
      Releases served,
      ReleaseRecords records,
      RunNotes notes,
      InstantSource clock) {
    this.releases = releases;
    this.curation = curation;
    this.served = served;
    this.records = records;
    this.notes = notes;
    this.clock = clock;
  }

  @Scheduled(
      identity = "check",
      every = "{tocsin.schedule.check}",
      delay = 60,
      delayUnit = TimeUnit.SECONDS,
      concurrentExecution = ConcurrentExecution.SKIP)
  void checkRelease() {
    Instant began = notes.begin();
    Optional<SignedHead> head = served.served();
    List<String> findings = releases.lookAtWhatIsServed();
    head.ifPresent(
        looked ->
            QuarkusTransaction.requiringNew()
                .run(
                    () ->
                        records.looked(
                            looked.head().serial(),
                            ReleaseRecords.Stage.SERVED,
                            clock.instant(),
                            findings)));
    notes.done(Runs.Kind.CHECK, began, releases.wrong(), found(releases.wrong(), "things"));
  }

  @Scheduled(
      identity = "audit",
      cron = "{tocsin.schedule.audit}",
      timeZone = "UTC",
      concurrentExecution = ConcurrentExecution.SKIP)
  void auditCuration() {
    Instant began = notes.begin();
    int found = curation.run();
    notes.done(Runs.Kind.AUDIT, began, found, found(found, "verdicts"));
  }

  private static String found(int count, String what) {
    return count == 0
        ? "Nothing was wrong."
        : count + " " + what + " were wrong; the server's log says more.";
  }
}
