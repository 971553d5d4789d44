package org.tocsin.bouncer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.tocsin.distribution.CurrentList;
import org.tocsin.distribution.Deliverable;
import org.tocsin.distribution.DeliverableReady;

/**
 * Follows the published list, so that each bouncer can be told what changed since it asked. What is
 * listed for one organisation is followed when the first of its bouncers asks, and compared with
 * what the last of them could have been told.
 */
@ApplicationScoped
class DecisionJournal {

  private final CurrentList list;
  private final InstantSource clock;
  private final Map<Long, Own> own = new ConcurrentHashMap<>();
  private volatile Published current = new Published(0, Decisions.NONE, Set.of(), Instant.EPOCH);

  /**
   * What everybody enforces.
   *
   * @param edition counts what was published
   * @param everybody the decisions
   * @param scoped the organisations for which more is listed
   * @param at when it was published
   */
  private record Published(long edition, Decisions everybody, Set<Long> scoped, Instant at) {}

  DecisionJournal(CurrentList list, InstantSource clock) {
    this.list = list;
    this.clock = clock;
  }

  synchronized void follow(@Observes DeliverableReady event) {
    Instant now = clock.instant();
    Decisions everybody = current.everybody().next(event.deliverable(), now);
    current = new Published(current.edition() + 1, everybody, event.scoped(), now);
  }

  /** Returns what the bouncers of an organisation, or those of nobody, enforce now. */
  DecisionView of(OptionalLong organisation) {
    return organisation.isEmpty()
        ? new DecisionView(current.everybody(), Decisions.NONE)
        : own.computeIfAbsent(organisation.getAsLong(), Own::new).now();
  }

  /** What is listed for one organisation only. */
  private final class Own {

    private final long organisation;
    private long edition;
    private Decisions decisions = Decisions.NONE;

    Own(long organisation) {
      this.organisation = organisation;
    }

    /** What is read for the organisation is never older than what is published by then. */
    synchronized DecisionView now() {
      Published now = current;
      if (edition != now.edition()) {
        decisions = decisions.next(beside(now), now.at());
        edition = now.edition();
      }
      return new DecisionView(now.everybody(), decisions);
    }

    private Deliverable beside(Published now) {
      if (!now.scoped().contains(organisation)) {
        return new Deliverable(0, List.of(), List.of());
      }
      Deliverable all = list.forOrganisation(organisation);
      return new Deliverable(
          all.serial(),
          all.entries().stream()
              .filter(entry -> !now.everybody().held().containsKey(entry.address()))
              .toList(),
          all.withdrawn());
    }
  }
}
