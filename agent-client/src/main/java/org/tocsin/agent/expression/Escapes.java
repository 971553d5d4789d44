package org.tocsin.agent.expression;

/** Backslash escapes of string literals, as Go spells them. */
final class Escapes {
  private Escapes() {}

  static String resolve(String body, int position) {
    if (body.indexOf('\\') < 0) {
      return body;
    }
    StringBuilder text = new StringBuilder(body.length());
    int at = 0;
    while (at < body.length()) {
      char here = body.charAt(at);
      if (here == '\\') {
        at += append(text, body, at + 1, position) + 1;
      } else {
        text.append(here);
        at++;
      }
    }
    return text.toString();
  }

  /** Appends what the escape after the backslash stands for and returns how long it is. */
  private static int append(StringBuilder text, String body, int at, int position) {
    char letter = body.charAt(at);
    int simple = "abfnrtv\\'\"`?".indexOf(letter);
    if (simple >= 0) {
      text.append("\u0007\b\f\n\r\t\u000b\\'\"`?".charAt(simple));
      return 1;
    }
    return switch (letter) {
      case 'x' -> coded(text, body, at, new Coding(1, 2, 16), position);
      case 'u' -> coded(text, body, at, new Coding(1, 4, 16), position);
      case 'U' -> coded(text, body, at, new Coding(1, 8, 16), position);
      case '0', '1', '2', '3' -> coded(text, body, at, new Coding(0, 3, 8), position);
      default ->
          throw new ExpressionRefused("unknown escape \\" + letter + " in a string", position);
    };
  }

  private record Coding(int skip, int digits, int radix) {}

  private static int coded(StringBuilder text, String body, int at, Coding coding, int position) {
    int start = at + coding.skip();
    int end = start + coding.digits();
    if (end > body.length()) {
      throw new ExpressionRefused("an escape in this string is too short", position);
    }
    try {
      text.appendCodePoint(Integer.parseInt(body.substring(start, end), coding.radix()));
    } catch (IllegalArgumentException e) {
      throw new ExpressionRefused("an escape in this string is no character", position);
    }
    return coding.skip() + coding.digits();
  }
}
