/**
 * HTTP under {@code /console}: the operators' pages. They show what the API under {@code /api/v1}
 * answers, and do what it does; whoever is signed in has a session in place of a token.
 */
@NullMarked
package org.tocsin.console;

import org.jspecify.annotations.NullMarked;
