/**
 * The append-only record of what operators did: who, when, what, to what, and why. Secrets never
 * get here.
 *
 * <p>Each entry is chained to the one before it by a hash, and the newest is kept beside them, so a
 * change that passed by the database's refusal of changes is found: an entry that was changed,
 * removed, added, moved or cut off. Whoever may write both the record and its head can still forge
 * all of it; the head's hash, kept elsewhere, shows that too.
 */
@NullMarked
package org.tocsin.audit;

import org.jspecify.annotations.NullMarked;
