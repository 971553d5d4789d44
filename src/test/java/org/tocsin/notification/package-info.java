/** Messages to operators, sent to receivers that the tests bring along. */
@NullMarked
package org.tocsin.notification;

import org.jspecify.annotations.NullMarked;
