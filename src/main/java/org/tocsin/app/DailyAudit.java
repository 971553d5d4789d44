package org.tocsin.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.tocsin.curation.Curator;
import org.tocsin.curation.RuleBook;

/**
 * Judges everything from scratch once a day and compares: whatever differs from what was kept step
 * by step is an error of ours, and the server says so until a later audit finds none. It comes
 * before the night, which would judge everything again and hide what a day of steps went wrong.
 */
@ApplicationScoped
class DailyAudit {

  private static final Logger LOG = Logger.getLogger(DailyAudit.class);

  private final Curator curator;
  private final RulesInForce rules;
  private final PostgresRunLock lock;
  private final InstantSource clock;
  private final AtomicInteger differences = new AtomicInteger();

  DailyAudit(
      Curator curator,
      RulesInForce rules,
      PostgresRunLock lock,
      InstantSource clock,
      MeterRegistry metrics) {
    this.curator = curator;
    this.rules = rules;
    this.lock = lock;
    this.clock = clock;
    Gauge.builder("curation.audit.differences", differences, AtomicInteger::get).register(metrics);
  }

  /** Brings everything up to date, compares, and returns how many addresses differ. */
  int run() {
    int found = lock.holding(this::compare);
    if (found > 0) {
      LOG.errorf("%d verdicts differ from those that everything judged anew would give", found);
    }
    differences.set(found);
    return found;
  }

  private int compare() {
    int found = compareOnce();
    // Somebody may have exempted a range in between; a run settles that, and nothing else.
    return found == 0 ? 0 : compareOnce();
  }

  private int compareOnce() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    RuleBook book = rules.book();
    curator.run(book, true, now);
    return curator.audit(book, now).size();
  }

  /** Returns how many verdicts the last audit found to be wrong. */
  int differences() {
    return differences.get();
  }
}
