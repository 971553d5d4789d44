/** The lab's own proofs, on worlds small enough to know by heart. */
@NullMarked
package org.tocsin.lab;

import org.jspecify.annotations.NullMarked;
