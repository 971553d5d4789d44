/**
 * The append-only record of what operators did: who, when, what, to what, and why. Secrets never
 * get here.
 */
@NullMarked
package org.tocsin.audit;

import org.jspecify.annotations.NullMarked;
