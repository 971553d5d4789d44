/** How cases are read and run, and what the shipped ones can tell apart. */
@NullMarked
package org.tocsin.replay;

import org.jspecify.annotations.NullMarked;
