/**
 * Made-up logs to measure with: the same seed gives the same log on every machine.
 *
 * <p>Invariants: nothing but the seed decides what is in a log; the addresses of attackers and of
 * everybody else are from ranges of their own, so that what is found can be told from what is not.
 */
@NullMarked
package org.tocsin.agent.bench;

import org.jspecify.annotations.NullMarked;
