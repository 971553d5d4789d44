package org.tocsin.console;

import java.util.regex.Pattern;
import org.tocsin.page.Refusal;

/** Numbers in paths. What cannot be one names nothing, so it is not found. */
final class Numbers {

  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

  private Numbers() {}

  static long of(String text, String what) {
    if (!NUMBER.matcher(text).matches()) {
      throw Refusal.notFound(what);
    }
    return Long.parseLong(text);
  }
}
