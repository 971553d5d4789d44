/** Secrets that have to be read again: shown by nothing, and sealed where they are kept. */
@NullMarked
package org.tocsin.sealing;

import org.jspecify.annotations.NullMarked;
