/**
 * One release of the list as bytes, in every format that a consumer reads.
 *
 * <p>Everything here is a function of its arguments: the same release gives the same bytes. Nothing
 * holds the whole text. What a device executes as a script holds addresses and numbers only, so
 * nothing that a reporter chose can become a command there.
 */
@NullMarked
package org.tocsin.format;

import org.jspecify.annotations.NullMarked;
