package org.tocsin.app;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import org.tocsin.series.Metric;
import org.tocsin.series.Series;

/** Measures once a minute what the console draws. */
@ApplicationScoped
class Sampling {

  private final FleetFigures fleet;
  private final ListFigures list;
  private final OwnChecks checks;
  private final Series series;
  private final InstantSource clock;

  Sampling(
      FleetFigures fleet, ListFigures list, OwnChecks checks, Series series, InstantSource clock) {
    this.fleet = fleet;
    this.list = list;
    this.checks = checks;
    this.series = series;
    this.clock = clock;
  }

  @Scheduled(
      identity = "samples",
      every = "{tocsin.schedule.samples}",
      concurrentExecution = ConcurrentExecution.SKIP)
  void run() {
    Instant now = clock.instant();
    QuarkusTransaction.requiringNew().run(() -> series.note(now, values(now)));
  }

  private Map<Metric, Long> values(Instant now) {
    Map<Metric, Long> values = new EnumMap<>(Metric.class);
    fleet.into(values, now);
    list.into(values, now);
    values.put(Metric.CHECK_FINDINGS, (long) checks.findings());
    values.put(Metric.AUDIT_DIFFERENCES, (long) checks.differences());
    return values;
  }

  @Scheduled(
      identity = "old samples",
      every = "{tocsin.schedule.housekeeping}",
      concurrentExecution = ConcurrentExecution.SKIP)
  void forget() {
    Instant before = clock.instant().minus(Series.KEPT);
    QuarkusTransaction.requiringNew().run(() -> series.forget(before));
  }
}
