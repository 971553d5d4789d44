/**
 * Finds out whether a list is what its server signed: bytes, keys, what was believed last and an
 * instant go in; a {@link org.tocsin.agent.verification.VerifiedList} or a named refusal comes out.
 *
 * <p>Written from the documentation of the files alone. No clock, file or network here. Invariants:
 * a verified list or head is made nowhere else; nothing unsigned is parsed further than its
 * signature needs; every number that stands for a size is bounded before anything is as large.
 */
@NullMarked
package org.tocsin.agent.verification;

import org.jspecify.annotations.NullMarked;
