/**
 * Rule files on disk, laid out like the hub: where they come from, and which are installed,
 * enabled, out of date or changed by hand; and the rules that come with the program.
 *
 * <p>Invariants: nothing but the files says what is installed, so nothing can disagree with them;
 * no byte of a source is written before it was found to be what its index vouches for; no name or
 * path in an index or a rule leads out of the agent's folder; a change that fails is taken back,
 * and one that a crash interrupts leaves every rule whole or absent.
 */
@NullMarked
package org.tocsin.agent.hub;

import org.jspecify.annotations.NullMarked;
