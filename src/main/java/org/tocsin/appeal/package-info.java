/**
 * Answers people who find an address listed, without an account: why, and how it gets off.
 *
 * <p>People get pages and programs JSON, of the same record, so neither tells more than the other.
 *
 * <p>Whoever sends a request from a listed address has it off at once, no questions asked, and the
 * release without it is served when the answer comes; it happens in one transaction, so a crash
 * leaves it either listed as before or off for good. Everybody else can appeal, within limits, and
 * a person decides. Nobody learns who reported an address: counts are told in classes, scenarios
 * only if they are known to everybody, and of an address that is not listed nothing is told at all.
 */
@NullMarked
package org.tocsin.appeal;

import org.jspecify.annotations.NullMarked;
