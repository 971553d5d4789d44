package org.tocsin.distribution;

import java.util.Set;

/**
 * Tells that there is something newer to deliver. Observers render it before the event returns, so
 * whoever published knows that it is served.
 *
 * @param deliverable what is to be delivered from now on
 * @param scoped the organisations that get something else instead, made when they ask for it
 */
public record DeliverableReady(Deliverable deliverable, Set<Long> scoped) {

  /** Copies the set. */
  public DeliverableReady {
    scoped = Set.copyOf(scoped);
  }
}
