@NullMarked
package org.tocsin.review;

import org.jspecify.annotations.NullMarked;
