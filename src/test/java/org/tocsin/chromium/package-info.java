/** The pages as people see them: a real Chromium against a running server with a real database. */
@NullMarked
package org.tocsin.chromium;

import org.jspecify.annotations.NullMarked;
