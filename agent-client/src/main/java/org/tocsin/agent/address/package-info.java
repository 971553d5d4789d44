/**
 * IP addresses and ranges as values: read, compare, contain; large sets of them, and their text.
 *
 * <p>Invariants: equal addresses are equal values, however they were spelled; a range has no host
 * bits.
 */
@NullMarked
package org.tocsin.agent.address;

import org.jspecify.annotations.NullMarked;
