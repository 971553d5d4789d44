/**
 * What tests of the running application share: its database, its clock, and its two kinds of
 * caller.
 */
@NullMarked
package org.tocsin;

import org.jspecify.annotations.NullMarked;
