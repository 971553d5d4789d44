/**
 * Keeps what the console's overview draws: one value of each metric for every minute, for eight
 * days; and when our own work was last done.
 *
 * <p>Of several servers the first to write a minute has written it. Nothing here is evidence or
 * decides anything; a minute in which no server ran is a gap.
 */
@NullMarked
package org.tocsin.series;

import org.jspecify.annotations.NullMarked;
