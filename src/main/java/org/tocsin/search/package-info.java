/**
 * Finds addresses of which something is kept, by what is known of them.
 *
 * <p>No question takes longer the more is kept: what no index answers is looked at up to a bound,
 * and the answer says where to go on.
 */
@NullMarked
package org.tocsin.search;

import org.jspecify.annotations.NullMarked;
