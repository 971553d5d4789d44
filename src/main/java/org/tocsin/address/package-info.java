/**
 * IP addresses and prefixes as values: strict parsing, canonical text, order and containment.
 *
 * <p>Every value here is canonical by construction: an IPv4-mapped IPv6 address is the IPv4
 * address, a prefix has no host bits, and text follows RFC 5952. Two values that mean the same are
 * equal.
 */
@NullMarked
package org.tocsin.address;

import org.jspecify.annotations.NullMarked;
