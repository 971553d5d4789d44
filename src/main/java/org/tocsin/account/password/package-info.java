/**
 * Signing in by a password and a code of the second factor (TOTP, RFC 6238), and what slows those
 * who guess.
 */
@NullMarked
package org.tocsin.account.password;

import org.jspecify.annotations.NullMarked;
