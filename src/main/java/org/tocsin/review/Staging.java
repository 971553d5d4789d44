package org.tocsin.review;

/**
 * A decision that somebody wants to stage on a case as they saw it.
 *
 * @param id the case
 * @param revision what its revision was when they saw it
 */
public record Staging(long id, long revision) {

  /** What came of it. */
  public sealed interface Outcome {
    /** It takes effect when its grace is over. */
    record Staged(ReviewCase now) implements Outcome {}

    /** Somebody changed the case since, or decided it and can still take that back. */
    record Changed(ReviewCase now) implements Outcome {}

    /** The case is closed. */
    record TooLate(ReviewCase now) implements Outcome {}

    /** This operator agreed already; another one has to. */
    record NeedsAnother(ReviewCase now) implements Outcome {}

    /** There is no such case. */
    record NoSuchCase() implements Outcome {}
  }

  /** What came of taking one back. */
  public sealed interface Undoing {
    /** Nothing is staged any more. */
    record Undone(ReviewCase now) implements Undoing {}

    /** Its grace is over, or there was nothing to take back. */
    record TooLate(ReviewCase now) implements Undoing {}

    /** Somebody else staged it. */
    record NotYours(ReviewCase now) implements Undoing {}

    /** There is no such case. */
    record NoSuchCase() implements Undoing {}
  }
}
