package org.tocsin.review;

import java.util.Locale;

/**
 * What an operator decides about a case.
 *
 * @param ruling for or against
 * @param operator who decides
 * @param reason in the operator's words
 */
public record Decision(Ruling ruling, String operator, String reason) {

  /** For or against. */
  public enum Ruling {
    /** List it, or leave it as it is. */
    PUBLISH,
    /** Do not. */
    REJECT;

    /** Returns its name in requests and answers. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns the ruling and its reason in one line. */
  String text() {
    return ruling.text() + ", " + reason;
  }

  /** What came of a decision. */
  public sealed interface Outcome {
    /** It holds; the case is closed, or waits for a second operator. */
    record Taken(ReviewCase now) implements Outcome {}

    /** It came too late. */
    record TooLate(ReviewCase now) implements Outcome {}

    /** This operator agreed already; another one has to. */
    record NeedsAnother(ReviewCase now) implements Outcome {}

    /** There is no such case. */
    record NoSuchCase() implements Outcome {}
  }
}
