/**
 * Takes batches of signals and stores each signal once.
 *
 * <p>A batch is acknowledged only after the transaction that holds it has committed; batches that
 * arrive together share a commit. A signal has an identity (its alert's uuid, or scenario, address
 * and times where there is none), and a second signal of the same agent with the same identity
 * changes nothing. Positions are dense and become visible in order, so a reader that remembers the
 * last position it saw misses nothing.
 */
@NullMarked
package org.tocsin.signal;

import org.jspecify.annotations.NullMarked;
