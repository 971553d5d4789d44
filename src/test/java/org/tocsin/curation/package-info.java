/** Examples and properties of the judgement, against a second implementation that is kept naive. */
@NullMarked
package org.tocsin.curation;

import org.jspecify.annotations.NullMarked;
