/**
 * A second reader of releases, written from {@code docs/releases.md} and from nothing else. It
 * shares no code with what writes them, so that one mistake cannot hide in both, and imports
 * nothing of the project.
 *
 * <p>Content is judged, never trusted: whatever a file holds, the answer is a list of findings.
 * Only a place that cannot be reached is an exception. Nothing is read beyond the length that was
 * declared for it, and what was found is remembered only if all of it was right.
 */
@NullMarked
package org.tocsin.check;

import org.jspecify.annotations.NullMarked;
