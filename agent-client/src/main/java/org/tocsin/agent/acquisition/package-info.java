/**
 * Where lines come from: files, the journal, syslog senders, containers, standard input.
 *
 * <p>Whatever is read is read once: a position outlives restarts and crashes, and a line counts as
 * read only after it went all the way.
 */
@NullMarked
package org.tocsin.agent.acquisition;

import org.jspecify.annotations.NullMarked;
