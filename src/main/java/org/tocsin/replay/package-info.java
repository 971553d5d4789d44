/**
 * Curation over a recorded stream: the same walk as on a server, with ledgers in memory and time
 * taken from the stream. Used by the replay command, by the rules' own tests and by the lab.
 *
 * <p>Nothing here decides anything; what differs from a server is only where things are kept.
 */
@NullMarked
package org.tocsin.replay;

import org.jspecify.annotations.NullMarked;
