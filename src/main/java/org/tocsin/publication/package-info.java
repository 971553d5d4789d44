/**
 * Turns verdicts into the next numbered release and keeps what operators exempted.
 *
 * <p>A release is immutable and its serial is used once: the head row moves by compare-and-swap in
 * the transaction that writes the release. A run that changes no member of the set makes no
 * release. {@link PublishedList} is made only here.
 *
 * <p>What is listed for single organisations follows in the same transaction and is no part of a
 * release.
 */
@NullMarked
package org.tocsin.publication;

import org.jspecify.annotations.NullMarked;
