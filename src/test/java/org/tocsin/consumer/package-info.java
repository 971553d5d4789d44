/** Consumers' keys: which are let in, how they are replaced, and what is kept of their use. */
@NullMarked
package org.tocsin.consumer;

import org.jspecify.annotations.NullMarked;
