/** Tests of downloads. */
@NullMarked
package org.tocsin.blocklist;

import org.jspecify.annotations.NullMarked;
