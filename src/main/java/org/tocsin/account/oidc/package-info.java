/** Signing in by an OpenID provider: the code flow, and whom its subjects are here. */
@NullMarked
package org.tocsin.account.oidc;

import org.jspecify.annotations.NullMarked;
