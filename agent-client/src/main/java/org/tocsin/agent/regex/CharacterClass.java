package org.tocsin.agent.regex;

import java.util.Map;
import java.util.Optional;

/**
 * A set of characters, read in RE2's syntax and written in the JDK's.
 *
 * @param javaSyntax one set in the JDK's syntax, with its brackets
 * @param end where the text behind it goes on
 */
record CharacterClass(String javaSyntax, int end) {
  private static final String NOT_DIGIT = "\\x{0}-/:-\\x{10FFFF}";
  private static final String NOT_SPACE = "\\x{0}-\\x{8}\\x{B}\\x{E}-\\x{1F}\\x{21}-\\x{10FFFF}";
  private static final String NOT_WORD = "\\x{0}-/:-@\\x{5B}-\\x{5E}`\\x{7B}-\\x{10FFFF}";
  private static final Map<Character, String> PERL =
      Map.of(
          'd',
          "0-9",
          'D',
          NOT_DIGIT,
          's',
          "\\t\\n\\f\\r ",
          'S',
          NOT_SPACE,
          'w',
          "0-9A-Za-z_",
          'W',
          NOT_WORD);
  private static final Map<String, String> POSIX =
      Map.ofEntries(
          Map.entry("alnum", "0-9A-Za-z"),
          Map.entry("alpha", "A-Za-z"),
          Map.entry("ascii", "\\x{0}-\\x{7F}"),
          Map.entry("blank", "\\t "),
          Map.entry("cntrl", "\\x{0}-\\x{1F}\\x{7F}"),
          Map.entry("digit", "0-9"),
          Map.entry("graph", "!-~"),
          Map.entry("lower", "a-z"),
          Map.entry("print", " -~"),
          Map.entry("punct", "!-/:-@\\x{5B}-`\\x{7B}-~"),
          Map.entry("space", "\\t\\n\\x{B}\\f\\r "),
          Map.entry("upper", "A-Z"),
          Map.entry("word", "0-9A-Za-z_"),
          Map.entry("xdigit", "0-9A-Fa-f"));

  record Point(int codePoint, int end) {}

  /** The set in brackets that begins here. */
  static CharacterClass read(String source, int start) {
    int at = start + 1;
    StringBuilder set = new StringBuilder("[");
    if (source.charAt(at) == '^') {
      set.append('^');
      at++;
    }
    boolean first = true;
    while (first || source.charAt(at) != ']') {
      at = item(source, at, set);
      first = false;
    }
    return new CharacterClass(set.append(']').toString(), at + 1);
  }

  private static int item(String source, int at, StringBuilder set) {
    if (source.startsWith("[:", at)) {
      int end = source.indexOf(":]", at);
      if (end > 0 && appendPosix(source.substring(at + 2, end), set)) {
        return end + 2;
      }
    }
    if (source.charAt(at) == '\\') {
      Optional<CharacterClass> named = escape(source, at);
      if (named.isPresent()) {
        set.append(inner(named.get().javaSyntax()));
        return named.get().end();
      }
    }
    Point low = point(source, at);
    set.append(literal(low.codePoint()));
    if (!source.startsWith("-", low.end()) || source.startsWith("]", low.end() + 1)) {
      return low.end();
    }
    Point high = point(source, low.end() + 1);
    set.append('-').append(literal(high.codePoint()));
    return high.end();
  }

  private static boolean appendPosix(String name, StringBuilder set) {
    boolean negated = name.startsWith("^");
    String members = POSIX.get(negated ? name.substring(1) : name);
    if (members == null) {
      return false;
    }
    set.append(negated ? "[^" + members + "]" : members);
    return true;
  }

  /** Without its brackets, where that is the same. */
  private static String inner(String set) {
    return set.startsWith("[^") || !set.startsWith("[") ? set : set.substring(1, set.length() - 1);
  }

  /** The set that an escape like {@code \d} or {@code \pL} stands for, if it stands for one. */
  static Optional<CharacterClass> escape(String source, int at) {
    char letter = source.charAt(at + 1);
    String perl = PERL.get(letter);
    if (perl != null) {
      return Optional.of(new CharacterClass("[" + perl + "]", at + 2));
    }
    if (letter != 'p' && letter != 'P') {
      return Optional.empty();
    }
    boolean braces = source.charAt(at + 2) == '{';
    int end = braces ? source.indexOf('}', at) + 1 : at + 3;
    String name = braces ? source.substring(at + 3, end - 1) : source.substring(at + 2, end);
    boolean caret = name.startsWith("^");
    boolean negated = caret != (letter == 'P');
    return Optional.of(
        new CharacterClass(property(caret ? name.substring(1) : name, negated), end));
  }

  private static String property(String name, boolean negated) {
    if (name.equals("Any")) {
      return negated ? "[^\\x{0}-\\x{10FFFF}]" : "[\\x{0}-\\x{10FFFF}]";
    }
    return (negated ? "\\P{" : "\\p{") + (name.length() > 2 ? "Is" + name : name) + "}";
  }

  /** The single character that stands here, escaped or not. */
  static Point point(String source, int at) {
    int here = source.codePointAt(at);
    if (here != '\\') {
      return new Point(here, at + Character.charCount(here));
    }
    char letter = source.charAt(at + 1);
    int simple = "afnrtv".indexOf(letter);
    if (simple >= 0) {
      return new Point("\u0007\f\n\r\t\u000b".charAt(simple), at + 2);
    }
    if (letter == 'x') {
      return hexadecimal(source, at + 2);
    }
    if (letter >= '0' && letter <= '7') {
      return octal(source, at + 1);
    }
    int escaped = source.codePointAt(at + 1);
    return new Point(escaped, at + 1 + Character.charCount(escaped));
  }

  private static Point hexadecimal(String source, int at) {
    if (source.charAt(at) == '{') {
      int end = source.indexOf('}', at);
      return new Point(Integer.parseInt(source.substring(at + 1, end), 16), end + 1);
    }
    return new Point(Integer.parseInt(source.substring(at, at + 2), 16), at + 2);
  }

  private static Point octal(String source, int start) {
    int at = start;
    while (at < source.length()
        && at < start + 3
        && source.charAt(at) >= '0'
        && source.charAt(at) <= '7') {
      at++;
    }
    return new Point(Integer.parseInt(source.substring(start, at), 8), at);
  }

  /** A character in the JDK's syntax, inside or outside of a set. */
  static String literal(int codePoint) {
    boolean plain =
        codePoint < 128
            && (Character.isLetterOrDigit(codePoint) || " _%/:;,<>=!@~\"'".indexOf(codePoint) >= 0);
    return plain ? Character.toString(codePoint) : String.format("\\x{%X}", codePoint);
  }
}
