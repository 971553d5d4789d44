/**
 * Lines to events: nodes in stages, each of which looks at an event and says what it means.
 *
 * <p>Invariants: what a node does happens in one order, that of {@link
 * org.tocsin.agent.parser.Node}; an event that no node of a stage knows is dropped there; an error
 * in one rule's expression never leaves that rule, except where it makes an event meaningless,
 * which drops the event.
 */
@NullMarked
package org.tocsin.agent.parser;

import org.jspecify.annotations.NullMarked;
