@NullMarked
package org.tocsin.search;

import org.jspecify.annotations.NullMarked;
