/**
 * The expression language of rules: text in, a program out that computes over values handed to it.
 *
 * <p>Invariants: a program reaches only the fields and functions that its {@link
 * org.tocsin.agent.expression.Language} names, never Java members; every value is a {@code String},
 * {@code Long}, {@code Double}, {@code Boolean}, {@code List}, {@code Map}, {@code Duration},
 * {@link org.tocsin.agent.expression.TextMap}, {@link org.tocsin.agent.expression.Shaped} or {@link
 * org.tocsin.agent.expression.Nil}, never null; text, depth and number of terms of a source are
 * bounded; evaluation fails only with {@link org.tocsin.agent.expression.EvaluationFailure}.
 */
@NullMarked
package org.tocsin.agent.expression;

import org.jspecify.annotations.NullMarked;
