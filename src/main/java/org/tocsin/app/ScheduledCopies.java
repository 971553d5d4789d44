package org.tocsin.app;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import org.tocsin.blocklist.FormatCopies;

/**
 * When what others may serve is copied by itself. The signed files are copied with each release.
 */
@ApplicationScoped
class ScheduledCopies {

  private final FormatCopies formats;

  ScheduledCopies(FormatCopies formats) {
    this.formats = formats;
  }

  @Scheduled(
      identity = "formats",
      every = "{tocsin.schedule.formats}",
      concurrentExecution = ConcurrentExecution.SKIP)
  void copyFormats() {
    formats.bringUpToDate();
  }
}
