/**
 * What is to be done about whom, for how long and why: profiles turn alerts into decisions, which
 * outlive restarts, are looked up in memory and handed to bouncers.
 */
@NullMarked
package org.tocsin.agent.decision;

import org.jspecify.annotations.NullMarked;
