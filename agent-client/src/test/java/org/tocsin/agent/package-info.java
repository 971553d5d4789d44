/** Checks on the agent as a whole: its architecture and the script that starts it. */
@NullMarked
package org.tocsin.agent;

import org.jspecify.annotations.NullMarked;
