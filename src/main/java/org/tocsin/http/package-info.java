/**
 * How a request is taken up, the same way wherever something is handed out.
 *
 * <p>Everything here is a function of the request or a constant, and knows nothing of what is
 * handed out.
 */
@NullMarked
package org.tocsin.http;

import org.jspecify.annotations.NullMarked;
