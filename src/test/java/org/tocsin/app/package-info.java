/** The cycle from evidence to releases, and what happens before the server starts. */
@NullMarked
package org.tocsin.app;

import org.jspecify.annotations.NullMarked;
