/**
 * Finds out whether a list is what its server signed: bytes, keys, the last number and an instant
 * go in, a {@code VerifiedList} or a named refusal comes out.
 *
 * <p>Written from the documentation of the files alone. No clock, file or network here.
 */
@NullMarked
package org.tocsin.agent.verification;

import org.jspecify.annotations.NullMarked;
