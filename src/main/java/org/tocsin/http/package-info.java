/**
 * How a request's headers are read, the same way wherever something is handed out.
 *
 * <p>Everything here is a function of the request and knows nothing of what is handed out.
 */
@NullMarked
package org.tocsin.http;

import org.jspecify.annotations.NullMarked;
