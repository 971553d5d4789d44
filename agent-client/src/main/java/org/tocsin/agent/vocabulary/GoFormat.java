package org.tocsin.agent.vocabulary;

import static org.tocsin.agent.expression.Function.text;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tocsin.agent.expression.GoText;

/** Go's {@code Sprintf} for the verbs that make sense of the values of rules. */
final class GoFormat {
  private static final Pattern VERB =
      Pattern.compile("%([+\\-# 0]*)(\\d{0,3})(\\.\\d{1,2})?([a-zA-Z%])");

  private GoFormat() {}

  static Object format(Object[] arguments) {
    Matcher verb = VERB.matcher(text(arguments, 0, "Sprintf"));
    StringBuilder out = new StringBuilder();
    int[] used = {0};
    while (verb.find()) {
      String text = verb.group(4).equals("%") ? "%" : next(verb, arguments, used);
      verb.appendReplacement(out, Matcher.quoteReplacement(text));
    }
    return verb.appendTail(out).toString();
  }

  private static String next(Matcher verb, Object[] arguments, int[] used) {
    if (++used[0] >= arguments.length) {
      return "%!" + verb.group(4) + "(MISSING)";
    }
    String text =
        one(verb.group(4), verb.group(3) == null ? "" : verb.group(3), arguments[used[0]]);
    int width = verb.group(2).isEmpty() ? 0 : Integer.parseInt(verb.group(2));
    String blanks = " ".repeat(Math.max(0, width - text.length()));
    return verb.group(1).contains("-") ? text + blanks : blanks + text;
  }

  private static String one(String verb, String precision, Object value) {
    return switch (verb) {
      case "f" ->
          value instanceof Number number
              ? String.format(
                  Locale.ROOT,
                  "%" + (precision.isEmpty() ? ".6" : precision) + "f",
                  number.doubleValue())
              : wrong(verb, value);
      case "d" -> value instanceof Long ? value.toString() : wrong(verb, value);
      case "x" -> value instanceof Long number ? Long.toHexString(number) : wrong(verb, value);
      case "q" -> "\"" + GoText.plain(value).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
      default -> GoText.plain(value);
    };
  }

  private static String wrong(String verb, Object value) {
    return "%!" + verb + "(" + GoText.plain(value) + ")";
  }
}
