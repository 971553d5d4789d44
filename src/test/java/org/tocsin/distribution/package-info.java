/** What is delivered to whom, on the running application's database. */
@NullMarked
package org.tocsin.distribution;

import org.jspecify.annotations.NullMarked;
