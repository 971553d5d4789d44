/**
 * Who runs this server: operators, their roles and tokens, one-time links and sessions. What opens
 * anything is kept as a hash, and shown once.
 */
@NullMarked
package org.tocsin.account;

import org.jspecify.annotations.NullMarked;
