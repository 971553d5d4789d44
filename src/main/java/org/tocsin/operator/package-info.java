/**
 * The operators' HTTP interface under {@code /api/v1}, and who may use it.
 *
 * <p>Every change and its audit entry are one transaction. A request with a field that is not known
 * is refused whole, with the field's name. Errors are problem documents (RFC 9457). Roles contain
 * each other: an administrator may do what a curator may, and a curator what a viewer may.
 */
@NullMarked
package org.tocsin.operator;

import org.jspecify.annotations.NullMarked;
