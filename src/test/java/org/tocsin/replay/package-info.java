/**
 * Whole random histories through curation in memory, checked against what can be proved of them.
 */
@NullMarked
package org.tocsin.replay;

import org.jspecify.annotations.NullMarked;
