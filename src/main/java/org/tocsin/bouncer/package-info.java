/**
 * The protocol by which bouncers ask an engine, served straight from the newest release: {@code
 * /v1/decisions} for one address at a time, {@code /v1/decisions/stream} for everything and then
 * what changed.
 *
 * <p>A bouncer that this process does not know yet is sent everything, so nothing is lost when the
 * server starts anew or another replica answers; it only costs more.
 */
@NullMarked
package org.tocsin.bouncer;

import org.jspecify.annotations.NullMarked;
