/**
 * Grok: regular expressions built from named patterns, whose named parts become fields.
 *
 * <p>Invariants: a pattern is known by the first definition loaded; a match gives every bound
 * field, with the empty text for those without part in it; a pattern without fields never matches.
 */
@NullMarked
package org.tocsin.agent.grok;

import org.jspecify.annotations.NullMarked;
