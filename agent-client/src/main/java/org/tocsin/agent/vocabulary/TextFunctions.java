package org.tocsin.agent.vocabulary;

import static org.tocsin.agent.expression.Function.text;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.tocsin.agent.expression.EvaluationFailure;
import org.tocsin.agent.expression.Function;
import org.tocsin.agent.expression.GoText;
import org.tocsin.agent.expression.Type;

/** Functions from text to text. */
final class TextFunctions {
  private TextFunctions() {}

  static Map<String, Function> all() {
    Recent upper = new Recent(TextFunctions::upper);
    Recent lower = new Recent(TextFunctions::lower);
    return Map.ofEntries(
        Map.entry("Upper", Function.of(Type.TEXT, 1, a -> upper.of(text(a, 0, "Upper")))),
        Map.entry("Lower", Function.of(Type.TEXT, 1, a -> lower.of(text(a, 0, "Lower")))),
        Map.entry("TrimSpace", Function.of(Type.TEXT, 1, a -> text(a, 0, "TrimSpace").strip())),
        Map.entry("Trim", pair(TextFunctions::trim)),
        Map.entry("TrimLeft", pair((text, set) -> text.substring(leading(text, set)))),
        Map.entry("TrimRight", pair(TextFunctions::trimRight)),
        Map.entry("TrimPrefix", pair(TextFunctions::withoutPrefix)),
        Map.entry("TrimSuffix", pair(TextFunctions::withoutSuffix)),
        Map.entry(
            "Split",
            Function.of(
                Type.listOf(Type.TEXT),
                2,
                a -> GoText.split(text(a, 0, "Split"), text(a, 1, "Split")))),
        Map.entry("Join", Function.of(Type.TEXT, 2, TextFunctions::join)),
        Map.entry(
            "Replace",
            Function.of(
                Type.TEXT,
                3,
                a -> text(a, 0, "Replace").replace(text(a, 1, "Replace"), text(a, 2, "Replace")))),
        Map.entry("Match", Function.of(Type.BOOL, 2, a -> glob(a))),
        Map.entry("Sprintf", Function.of(Type.TEXT, 1, 100, GoFormat::format)),
        Map.entry("ToString", Function.of(Type.TEXT, 1, a -> a[0] instanceof String t ? t : "")),
        Map.entry(
            "QueryUnescape",
            Function.of(Type.TEXT, 1, a -> Percent.decode(text(a, 0, "QueryUnescape"), true))),
        Map.entry(
            "PathUnescape",
            Function.of(Type.TEXT, 1, a -> Percent.decode(text(a, 0, "PathUnescape"), false))));
  }

  @FunctionalInterface
  private interface Pair {
    String apply(String first, String second);
  }

  private static Function pair(Pair pair) {
    return Function.of(
        Type.TEXT, 2, a -> pair.apply(text(a, 0, "this function"), text(a, 1, "this function")));
  }

  static String upper(String text) {
    return mapped(text, Character::toUpperCase);
  }

  static String lower(String text) {
    return mapped(text, Character::toLowerCase);
  }

  /** Character by character, as Go does; Java's own would turn one sharp s into two letters. */
  private static String mapped(String text, IntUnaryOperator mapping) {
    for (int i = 0; i < text.length(); i++) {
      char here = text.charAt(i);
      if (here >= 128) {
        return text.codePoints()
            .map(mapping)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
      }
    }
    return mapping.applyAsInt('a') == 'a'
        ? text.toLowerCase(Locale.ROOT)
        : text.toUpperCase(Locale.ROOT);
  }

  private static int leading(String text, String set) {
    int at = 0;
    while (at < text.length() && set.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  private static String trimRight(String text, String set) {
    int end = text.length();
    while (end > 0 && set.indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return text.substring(0, end);
  }

  private static String trim(String text, String set) {
    String right = trimRight(text, set);
    return right.substring(leading(right, set));
  }

  private static String withoutPrefix(String text, String prefix) {
    return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
  }

  private static String withoutSuffix(String text, String suffix) {
    return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
  }

  private static Object join(Object[] arguments) {
    if (!(arguments[0] instanceof List<?> list)) {
      throw new EvaluationFailure("Join: expected a list");
    }
    return String.join(text(arguments, 1, "Join"), list.stream().map(GoText::plain).toList());
  }

  private static Object glob(Object[] arguments) {
    return Glob.matches(text(arguments, 0, "Match"), text(arguments, 1, "Match"));
  }
}
