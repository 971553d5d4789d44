/** Where reporters stand, without a server. */
@NullMarked
package org.tocsin.network;

import org.jspecify.annotations.NullMarked;
