package org.tocsin.check;

/** Something is not as documented, and nothing that builds on it can be judged. */
final class Wrong extends Exception {

  private static final long serialVersionUID = 1L;

  private final String sentence;

  /** Says what, where, and what was to be expected, in a sentence for a person. */
  Wrong(String sentence) {
    super(sentence);
    this.sentence = sentence;
  }

  String sentence() {
    return sentence;
  }
}
