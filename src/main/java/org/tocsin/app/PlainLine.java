package org.tocsin.app;

import java.util.regex.Pattern;

/** Text of others on a line of a terminal. */
final class PlainLine {

  private static final Pattern NOT_PRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}]");

  private PlainLine() {}

  /** Returns the text with a question mark for whatever a terminal could take for an order. */
  static String of(String text) {
    return NOT_PRINTABLE.matcher(text).replaceAll("?");
  }
}
