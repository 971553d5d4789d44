/**
 * What travels through the engine: a log line on its way to meaning, and the alert it may end in.
 *
 * <p>Invariants: an event belongs to one thread at a time; once parsed it is only added to; every
 * field that rules may see is in its {@link org.tocsin.agent.expression.Shape}, nothing else is.
 */
@NullMarked
package org.tocsin.agent.event;

import org.jspecify.annotations.NullMarked;
