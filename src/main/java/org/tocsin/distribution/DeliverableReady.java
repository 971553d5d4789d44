package org.tocsin.distribution;

/**
 * Tells that there is something newer to deliver. Observers render it before the event returns, so
 * whoever published knows that it is served.
 *
 * @param deliverable what is to be delivered from now on
 */
public record DeliverableReady(Deliverable deliverable) {}
