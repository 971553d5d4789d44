/**
 * The way of a line through everything: read, parsed, poured, and what runs over looked at again.
 *
 * <p>Invariants: rules are read from a folder laid out like the hub, nothing outside of it; a line
 * is bounded before any rule sees it; one engine belongs to one thread at a time.
 */
@NullMarked
package org.tocsin.agent.pipeline;

import org.jspecify.annotations.NullMarked;
