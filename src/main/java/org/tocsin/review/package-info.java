/**
 * Keeps what waits for a person, and does what that person decides.
 *
 * <p>There is at most one open case for a subject, and one decision on a case: of two that come at
 * once, the second is refused. Decisions never happen while a curation run is under way, and each
 * is entirely done or not at all, together with its audit entry. A case that nobody decides in time
 * is dropped, and what it was about is not published.
 *
 * <p>In the console a decision is staged: it stands on its case and takes effect when its grace is
 * over, unless it is taken back. Whoever stages one says which revision of the case they saw, so
 * nobody decides about what somebody else changed meanwhile.
 */
@NullMarked
package org.tocsin.review;

import org.jspecify.annotations.NullMarked;
