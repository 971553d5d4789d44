/** The operators' interface as its callers see it. */
@NullMarked
package org.tocsin.operator;

import org.jspecify.annotations.NullMarked;
