@NullMarked
package org.tocsin.audit;

import org.jspecify.annotations.NullMarked;
