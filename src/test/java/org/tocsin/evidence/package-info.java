/** Folding signals into sightings, on the running application's database. */
@NullMarked
package org.tocsin.evidence;

import org.jspecify.annotations.NullMarked;
