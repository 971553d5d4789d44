/** What requests say, without a server. */
@NullMarked
package org.tocsin.http;

import org.jspecify.annotations.NullMarked;
