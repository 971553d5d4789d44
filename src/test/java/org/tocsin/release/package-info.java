/** Tests of the files of releases. */
@NullMarked
package org.tocsin.release;

import org.jspecify.annotations.NullMarked;
