/** Which texts of rules were in force, and since when. Knows nothing of what they mean. */
@NullMarked
package org.tocsin.rulebook;

import org.jspecify.annotations.NullMarked;
