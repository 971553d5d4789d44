/**
 * Rule files as text: YAML documents read strictly, with the place of every mistake.
 *
 * <p>Invariants: every scalar stays the text that stands in the file; a key nobody asked for, a key
 * that is there twice and a value of the wrong kind are refused with file, line and key; size,
 * nesting and aliases of a document are bounded.
 */
@NullMarked
package org.tocsin.agent.rule;

import org.jspecify.annotations.NullMarked;
