/**
 * Lists that an organisation keeps for its own engines: what they block beside the list for
 * everybody, and what they never block.
 *
 * <p>Engines fetch a list by a link that is its own credential: whoever has it may read this one
 * list, until the link is replaced. A body is a value per line and nothing else, or it would cost
 * the engine the whole list. What an engine gets when something is wrong is never JSON and never
 * empty, since it would take either for an allowlist without entries.
 */
@NullMarked
package org.tocsin.privatelist;

import org.jspecify.annotations.NullMarked;
