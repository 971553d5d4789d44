/** Tests of the second reader, on releases that the tests write themselves. */
@NullMarked
package org.tocsin.check;

import org.jspecify.annotations.NullMarked;
