/**
 * Runs the tests that rules come with: a log, and what parsing it and watching it must give.
 *
 * <p>Invariants: a test sees only the rules it names; what passes and fails is what the upstream
 * runner says, with its oddities, except that a line it would silently swallow is told as a
 * warning.
 */
@NullMarked
package org.tocsin.agent.hubtest;

import org.jspecify.annotations.NullMarked;
