package org.tocsin.notification;

import java.util.Collection;
import java.util.regex.Pattern;
import org.tocsin.sealing.Secret;

/** Makes text of unknown origin fit to be sent and kept. */
final class Plain {

  private static final Pattern NOT_PRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}\\u2028\\u2029]");
  private static final Pattern NOT_PRINTABLE_BUT_LINES =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}\\u2028\\u2029&&[^\\n]]");
  private static final Pattern NOT_ASCII = Pattern.compile("[^\\x20-\\x7e]");

  private Plain() {}

  /** Returns one line of at most so many characters. */
  static String line(String text, int longest) {
    return cut(NOT_PRINTABLE.matcher(text).replaceAll(" ").strip(), longest);
  }

  /** Returns lines of at most so many characters together. */
  static String lines(String text, int longest) {
    return cut(NOT_PRINTABLE_BUT_LINES.matcher(text).replaceAll(" ").strip(), longest);
  }

  /** Returns one line that may stand in a header of HTTP. */
  static String header(String text, int longest) {
    return cut(NOT_ASCII.matcher(text).replaceAll("?"), longest);
  }

  /** Returns one line without any of these secrets. */
  static String withoutSecrets(String text, Collection<Secret> secrets, int longest) {
    String without = text;
    for (Secret secret : secrets) {
      without = without.replace(secret.text(), "***");
    }
    return line(without, longest);
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest
        ? text
        : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, longest - 1))) + "…";
  }
}
