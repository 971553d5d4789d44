package org.tocsin.app;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.configuration.DurationConverter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.tocsin.series.Runs;

/** Notes what was done, for the overview. What fails is not noted, and so becomes overdue. */
@ApplicationScoped
class RunNotes {

  private final Runs runs;
  private final ServerConfig config;
  private final InstantSource clock;

  RunNotes(Runs runs, ServerConfig config, InstantSource clock) {
    this.runs = runs;
    this.config = config;
    this.clock = clock;
  }

  /** Returns when what is noted later begins. */
  Instant begin() {
    return clock.instant();
  }

  void done(Runs.Kind kind, Instant began, long findings, String told) {
    Instant ended = clock.instant();
    Runs.Run run = new Runs.Run(began, ended, due(kind, ended), findings, told);
    QuarkusTransaction.requiringNew().run(() -> runs.note(kind, run));
  }

  /** What follows a clock rather than an interval, or is off, has no due time here. */
  private Optional<Instant> due(Runs.Kind kind, Instant ended) {
    String interval =
        switch (kind) {
          case CURATION -> config.schedule().curation();
          case CHECK -> config.schedule().check();
          // Once a day, whenever in it.
          case AUDIT -> "off".equals(config.schedule().audit()) ? "" : "25h";
        };
    try {
      return Optional.ofNullable(DurationConverter.parseDuration(interval)).map(ended::plus);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
