/** What CTI clients are told. */
@NullMarked
package org.tocsin.cti;

import org.jspecify.annotations.NullMarked;
