/**
 * HTTP under {@code /taxii2}: the newest release as a TAXII 2.1 collection that is only read.
 *
 * <p>Objects are in the order in which they were added, and what changes is added anew: the end of
 * a listing too, as its indicator, revoked. So whoever goes on from the last object that it has
 * learns of everything it has not, however much was released meanwhile.
 */
@NullMarked
package org.tocsin.taxii;

import org.jspecify.annotations.NullMarked;
