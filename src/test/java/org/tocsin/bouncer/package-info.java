/** Tests of what bouncers are told. */
@NullMarked
package org.tocsin.bouncer;

import org.jspecify.annotations.NullMarked;
