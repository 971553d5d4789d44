/** What is kept for the overview to draw. */
@NullMarked
package org.tocsin.series;

import org.jspecify.annotations.NullMarked;
