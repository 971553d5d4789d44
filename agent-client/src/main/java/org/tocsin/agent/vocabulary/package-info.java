/**
 * The functions that rules may call, and what they look into: data files and stashes.
 *
 * <p>Invariants: a function fails only with {@link org.tocsin.agent.expression.EvaluationFailure},
 * whatever a log line made its arguments; nothing here reads a file, the network or the clock by
 * itself.
 */
@NullMarked
package org.tocsin.agent.vocabulary;

import org.jspecify.annotations.NullMarked;
