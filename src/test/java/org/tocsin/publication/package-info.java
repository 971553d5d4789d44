/** Releases, verdicts and exemptions, on the running application's database. */
@NullMarked
package org.tocsin.publication;

import org.jspecify.annotations.NullMarked;
