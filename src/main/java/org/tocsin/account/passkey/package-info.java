/** Signing in by passkeys (WebAuthn): discoverable, and with the user verified. */
@NullMarked
package org.tocsin.account.passkey;

import org.jspecify.annotations.NullMarked;
