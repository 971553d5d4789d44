/**
 * Events to overflows: buckets that fill, leak and run over, by the time of the events.
 *
 * <p>Invariants: a bucket belongs to one scenario and one group of events; no more buckets are held
 * than the limit says, the one longest untouched goes first and is counted; an error in one
 * scenario's expression never touches another scenario; the clock is handed in with each event.
 */
@NullMarked
package org.tocsin.agent.scenario;

import org.jspecify.annotations.NullMarked;
