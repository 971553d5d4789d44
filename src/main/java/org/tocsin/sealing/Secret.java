package org.tocsin.sealing;

/**
 * Text that nobody is shown.
 *
 * @param text the text
 */
public record Secret(String text) {

  /** Refuses to be empty: then it would be found in every text. */
  public Secret {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a secret has at least one character");
    }
  }

  @Override
  public String toString() {
    return "***";
  }
}
