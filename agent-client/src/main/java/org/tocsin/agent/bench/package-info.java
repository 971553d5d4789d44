/**
 * Measuring the agent: made-up logs, the agent and its peers timed over them, and how much memory
 * live buckets take.
 *
 * <p>Invariants: the same seed gives the same log on every machine, and nothing but the seed
 * decides what is in it; the addresses of attackers and of everybody else are from ranges of their
 * own, so that what is found can be told from what is not; whatever runs side by side is started as
 * a process of its own and timed the same way; a peer that is not there is told with the reason,
 * never left out in silence.
 */
@NullMarked
package org.tocsin.agent.bench;

import org.jspecify.annotations.NullMarked;
