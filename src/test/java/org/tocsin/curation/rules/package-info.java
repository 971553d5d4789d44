/** What rules the reader refuses and how it says so, and what the shipped rules amount to. */
@NullMarked
package org.tocsin.curation.rules;

import org.jspecify.annotations.NullMarked;
