@NullMarked
package org.tocsin.account.password;

import org.jspecify.annotations.NullMarked;
