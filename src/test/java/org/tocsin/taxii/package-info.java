/** Tests of what TAXII clients are told. */
@NullMarked
package org.tocsin.taxii;

import org.jspecify.annotations.NullMarked;
