package org.tocsin.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.tocsin.enrolment.AgentActivity;
import org.tocsin.review.ReviewQueue;
import org.tocsin.series.Metric;
import org.tocsin.signal.SignalStore;

/** What there is to measure of what comes in and of what waits for a person. */
@ApplicationScoped
class FleetFigures {

  private final SignalStore signals;
  private final AgentActivity agents;
  private final ReviewQueue queue;

  FleetFigures(SignalStore signals, AgentActivity agents, ReviewQueue queue) {
    this.signals = signals;
    this.agents = agents;
    this.queue = queue;
  }

  void into(Map<Metric, Long> values, Instant now) {
    values.put(Metric.SIGNALS_STORED, signals.count());
    values.put(Metric.SIGNALS_RECEIVED, signals.received());
    AgentActivity.Seen seen = agents.seen(now);
    values.put(Metric.AGENTS_LAST_HOUR, seen.lastHour());
    values.put(Metric.AGENTS_LAST_DAY, seen.lastDay());
    ReviewQueue.Waiting waiting = queue.waiting();
    values.put(Metric.CASES_OPEN, waiting.open());
    values.put(
        Metric.CASES_OLDEST,
        waiting.oldest().map(oldest -> Duration.between(oldest, now).toSeconds()).orElse(0L));
  }
}
