/**
 * Folds signals into what each organisation saw of each address.
 *
 * <p>A sighting is (address, organisation, scenario) with its first and last time by the server's
 * clock; however many agents and signals stand behind it, it is one. Folding remembers how far it
 * came in the same transaction that changes the sightings, so a run that crashed is repeated
 * without counting anything twice. What a sighting is worth is not known here: that is the rules'
 * business.
 */
@NullMarked
package org.tocsin.evidence;

import org.jspecify.annotations.NullMarked;
