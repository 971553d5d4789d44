/**
 * Regular expressions as RE2 understands them, at the speed of the JDK's engine.
 *
 * <p>Invariants: exactly the syntax of RE2 is accepted; which part of a text each group holds is
 * what RE2 would say; a search takes time linear in the text whatever the pattern and the text are,
 * because a search that costs too many steps is done again by a linear-time engine.
 */
@NullMarked
package org.tocsin.agent.regex;

import org.jspecify.annotations.NullMarked;
