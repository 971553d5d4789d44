package org.tocsin.agent.decision;

/**
 * A decision as it is kept.
 *
 * @param id its number here, which never changes
 * @param change the number of its last change; later changes of any decision have higher ones
 * @param alert the number of the alert that led to it; 0 if none did
 */
public record HeldDecision(long id, long change, long alert, Decision decision) {}
