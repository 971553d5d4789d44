package org.tocsin.replay;

import java.time.Instant;
import org.tocsin.curation.Verdict;

/**
 * That the state of an address, or who it is delivered to, changed.
 *
 * @param at when
 * @param before its state before
 * @param verdict what was decided
 */
public record Change(Instant at, Verdict.State before, Verdict verdict) {}
