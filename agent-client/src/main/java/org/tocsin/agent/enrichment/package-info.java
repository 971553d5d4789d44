/**
 * Adds facts to an event that its line does not have: the time its date means, and where in the
 * world and in the net its address lies.
 *
 * <p>Invariants: databases and names are looked up through what is handed in, never by itself; an
 * address that a database does not know is a fact too and has its values.
 */
@NullMarked
package org.tocsin.agent.enrichment;

import org.jspecify.annotations.NullMarked;
