/**
 * Rule files on disk, laid out like the hub: which are there, which are installed, enabled, out of
 * date or changed by hand.
 */
@NullMarked
package org.tocsin.agent.hub;

import org.jspecify.annotations.NullMarked;
