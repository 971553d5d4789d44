/**
 * Where a reporter stands in the internet, told from its address and with nothing left of that
 * address: the number of its autonomous system, and a keyed hash of its prefix.
 *
 * <p>Two reporters of one prefix have equal hashes within a calendar month, and whoever does not
 * hold the key cannot find the prefix by trying all of them.
 */
@NullMarked
package org.tocsin.network;

import org.jspecify.annotations.NullMarked;
