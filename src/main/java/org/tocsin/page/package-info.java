/**
 * How a page is made: templates, what is sent with every page, files that pages use, forms. Knows
 * nothing of what the pages say.
 */
@NullMarked
package org.tocsin.page;

import org.jspecify.annotations.NullMarked;
