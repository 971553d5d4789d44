@NullMarked
package org.tocsin.appeal;

import org.jspecify.annotations.NullMarked;
