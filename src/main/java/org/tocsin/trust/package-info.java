/**
 * Keeps what is remembered of organisations: their records, what confirmed or contradicted them,
 * who saw the same, and which groups carried addresses.
 *
 * <p>Nothing here decides. Addresses are kept as keyed hashes wherever all that is asked is whether
 * one was there before; where they are needed, they are gone after two days.
 */
@NullMarked
package org.tocsin.trust;

import org.jspecify.annotations.NullMarked;
