package org.tocsin.agent.regex;

/** A text that can be read only so often: how a search is stopped that costs too many steps. */
final class CountedText implements CharSequence {
  private final String text;
  private int left;

  CountedText(String text, int reads) {
    this.text = text;
    this.left = reads;
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    if (--left < 0) {
      throw new TooManySteps();
    }
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return text;
  }

  /** Thrown in the middle of a search. */
  static final class TooManySteps extends RuntimeException {
    private TooManySteps() {
      super("too many steps", null, false, false);
    }
  }
}
