/**
 * Decides which published entries a caller gets, and for how long they are still good.
 *
 * <p>What leaves here has been checked value by value: a client that cannot parse one entry throws
 * the whole list away. A duration is never longer than the listing, however long the rendering it
 * stands in is served.
 *
 * <p>What is listed for some organisations only reaches the agents of these and nobody else.
 */
@NullMarked
package org.tocsin.distribution;

import org.jspecify.annotations.NullMarked;
