package org.tocsin.bouncer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import org.tocsin.distribution.DeliverableReady;

/** Follows what is delivered. */
@ApplicationScoped
class DecisionJournal {

  private final InstantSource clock;
  private volatile Decisions current = Decisions.NONE;

  DecisionJournal(InstantSource clock) {
    this.clock = clock;
  }

  synchronized void follow(@Observes DeliverableReady event) {
    current = current.next(event.deliverable(), clock.instant());
  }

  /** Returns what bouncers enforce now. */
  Decisions current() {
    return current;
  }
}
