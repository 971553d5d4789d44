package org.tocsin.agent.rule;

import java.math.BigDecimal;
import java.util.function.Consumer;

/** The versions of the rule format that are understood. */
public final class Formats {
  private static final BigDecimal OLDEST = BigDecimal.ONE;
  private static final BigDecimal NEWEST = new BigDecimal("3.0");

  private Formats() {}

  /** Whether a document is of such a version; one that is not is noted and left out. */
  public static boolean supports(Section document, Consumer<String> notes) {
    String text = document.text("format").orElse("1.0");
    if (text.matches("\\d{1,3}(\\.\\d{1,3})?")) {
      BigDecimal format = new BigDecimal(text);
      if (format.compareTo(OLDEST) >= 0 && format.compareTo(NEWEST) <= 0) {
        return true;
      }
    }
    notes.accept(document.file() + ": left out, format " + text + " is not understood");
    return false;
  }
}
