/**
 * The commands of {@code tocsin-agent}: arguments in, words and an exit code out.
 *
 * <p>Invariants: the only package that reads the environment, the clock or randomness and that
 * prints; everything else is handed those. Every way to end is one of {@link
 * org.tocsin.agent.cli.ExitCode}.
 */
@NullMarked
package org.tocsin.agent.cli;

import org.jspecify.annotations.NullMarked;
