package org.tocsin.app;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.tocsin.enrolment.AgentRegistry;
import org.tocsin.evidence.EvidenceLedger;
import org.tocsin.publication.Publisher;
import org.tocsin.publication.StateHistory;
import org.tocsin.signal.SignalRetention;

/** Makes room for what comes and throws away what is older than the README says it is kept. */
@ApplicationScoped
class Housekeeping {

  private static final Duration CHANGES_KEPT = Duration.ofDays(30);

  private final SignalRetention signals;
  private final EvidenceLedger evidence;
  private final Publisher publisher;
  private final StateHistory history;
  private final AgentRegistry agents;
  private final InstantSource clock;

  Housekeeping(
      SignalRetention signals,
      EvidenceLedger evidence,
      Publisher publisher,
      StateHistory history,
      AgentRegistry agents,
      InstantSource clock) {
    this.signals = signals;
    this.evidence = evidence;
    this.publisher = publisher;
    this.history = history;
    this.agents = agents;
    this.clock = clock;
  }

  void run() {
    Instant now = clock.instant();
    signals.prepare(now);
    signals.drop(now, evidence.foldedPosition());
    QuarkusTransaction.requiringNew().run(() -> publisher.forget(now.minus(CHANGES_KEPT)));
    QuarkusTransaction.requiringNew().run(() -> history.forget(now.minus(CHANGES_KEPT)));
    agents.pruneUnused(now);
  }
}
