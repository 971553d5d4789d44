package org.tocsin.agent.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The built-in functions of the language that take plain values. */
final class Builtins {
  static final Map<String, Function> FUNCTIONS =
      Map.ofEntries(
          Map.entry("len", Function.of(Type.NUMBER, 1, a -> length(a[0]))),
          Map.entry("int", Function.of(Type.NUMBER, 1, a -> whole(a[0]))),
          Map.entry("float", Function.of(Type.NUMBER, 1, a -> fraction(a[0]))),
          Map.entry("string", Function.of(Type.TEXT, 1, a -> GoText.plain(a[0]))),
          Map.entry("type", Function.of(Type.TEXT, 1, a -> type(a[0]))),
          Map.entry("duration", Function.of(Type.ANY, 1, Builtins::duration)),
          Map.entry("get", Function.of(Type.ANY, 2, a -> get(a[0], a[1]))),
          Map.entry("keys", Function.of(Type.LIST, 1, a -> keys(a[0]))),
          Map.entry("lower", Function.of(Type.TEXT, 1, a -> text(a, 0).toLowerCase(Locale.ROOT))),
          Map.entry("upper", Function.of(Type.TEXT, 1, a -> text(a, 0).toUpperCase(Locale.ROOT))),
          Map.entry("trim", Function.of(Type.TEXT, 1, a -> text(a, 0).strip())),
          Map.entry("trimPrefix", Function.of(Type.TEXT, 2, a -> withoutPrefix(a))),
          Map.entry("trimSuffix", Function.of(Type.TEXT, 2, a -> withoutSuffix(a))),
          Map.entry("hasPrefix", Function.of(Type.BOOL, 2, a -> text(a, 0).startsWith(text(a, 1)))),
          Map.entry("hasSuffix", Function.of(Type.BOOL, 2, a -> text(a, 0).endsWith(text(a, 1)))),
          Map.entry(
              "indexOf", Function.of(Type.NUMBER, 2, a -> (long) text(a, 0).indexOf(text(a, 1)))),
          Map.entry(
              "lastIndexOf",
              Function.of(Type.NUMBER, 2, a -> (long) text(a, 0).lastIndexOf(text(a, 1)))),
          Map.entry("split", Function.of(Type.LIST, 2, a -> split(text(a, 0), text(a, 1)))),
          Map.entry("join", Function.of(Type.TEXT, 1, 2, Builtins::join)),
          Map.entry(
              "replace",
              Function.of(Type.TEXT, 3, a -> text(a, 0).replace(text(a, 1), text(a, 2)))),
          Map.entry("abs", Function.of(Type.NUMBER, 1, a -> absolute(a[0]))),
          Map.entry("first", Function.of(Type.ANY, 1, a -> end(a[0], true))),
          Map.entry("last", Function.of(Type.ANY, 1, a -> end(a[0], false))),
          Map.entry("min", Function.of(Type.ANY, 1, 100, a -> extreme(a, -1))),
          Map.entry("max", Function.of(Type.ANY, 1, 100, a -> extreme(a, 1))));

  private Builtins() {}

  private static String text(Object[] arguments, int index) {
    return Function.text(arguments, index, "this function");
  }

  private static Object length(Object value) {
    if (value instanceof String text) {
      return (long) text.codePointCount(0, text.length());
    }
    if (value instanceof List<?> list) {
      return (long) list.size();
    }
    if (value instanceof Map<?, ?> map) {
      return (long) map.size();
    }
    if (value instanceof TextMap map) {
      return (long) map.size();
    }
    throw new EvaluationFailure(Values.kind(value) + " has no length");
  }

  private static Object whole(Object value) {
    if (value instanceof Long) {
      return value;
    }
    if (value instanceof Number number) {
      return number.longValue();
    }
    if (value instanceof String text) {
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException e) {
        throw new EvaluationFailure("not a whole number: " + text);
      }
    }
    throw new EvaluationFailure("int of " + Values.kind(value));
  }

  private static Object fraction(Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof String text) {
      try {
        return Double.parseDouble(text);
      } catch (NumberFormatException e) {
        throw new EvaluationFailure("not a number: " + text);
      }
    }
    throw new EvaluationFailure("float of " + Values.kind(value));
  }

  private static String type(Object value) {
    String kind = Values.kind(value);
    return kind.substring(kind.indexOf(' ') + 1);
  }

  private static Object duration(Object[] arguments) {
    String text = text(arguments, 0);
    return GoDuration.parse(text)
        .orElseThrow(() -> new EvaluationFailure("not a duration: " + text));
  }

  private static Object get(Object container, Object key) {
    if (container instanceof Map<?, ?> map) {
      Object value = map.get(key);
      return value == null ? Nil.NIL : value;
    }
    if (container instanceof TextMap map && key instanceof String name) {
      return map.has(name) ? map.get(name) : Nil.NIL;
    }
    if (container instanceof List<?> list && key instanceof Long at) {
      long from = at < 0 ? list.size() + at : at;
      return from >= 0 && from < list.size() ? list.get((int) from) : Nil.NIL;
    }
    return Nil.NIL;
  }

  private static Object keys(Object value) {
    if (value instanceof Map<?, ?> map) {
      return new ArrayList<Object>(map.keySet());
    }
    if (value instanceof TextMap map) {
      return new ArrayList<Object>(map.sorted().keySet());
    }
    throw new EvaluationFailure("keys of " + Values.kind(value));
  }

  private static Object withoutPrefix(Object[] a) {
    String text = text(a, 0);
    return text.startsWith(text(a, 1)) ? text.substring(text(a, 1).length()) : text;
  }

  private static Object withoutSuffix(Object[] a) {
    String text = text(a, 0);
    return text.endsWith(text(a, 1))
        ? text.substring(0, text.length() - text(a, 1).length())
        : text;
  }

  private static Object split(String text, String separator) {
    return GoText.split(text, separator);
  }

  private static Object join(Object[] a) {
    if (!(a[0] instanceof List<?> list)) {
      throw new EvaluationFailure("join of " + Values.kind(a[0]));
    }
    String glue = a.length > 1 ? text(a, 1) : "";
    return String.join(glue, list.stream().map(GoText::plain).toList());
  }

  private static Object absolute(Object value) {
    return Numbers.compare(value, 0L) < 0 ? Numbers.negate(value) : value;
  }

  private static Object end(Object value, boolean first) {
    if (!(value instanceof List<?> list)) {
      throw new EvaluationFailure("the ends of " + Values.kind(value));
    }
    return list.isEmpty() ? Nil.NIL : list.get(first ? 0 : list.size() - 1);
  }

  private static Object extreme(Object[] arguments, int sign) {
    List<?> values =
        arguments.length == 1 && arguments[0] instanceof List<?> list ? list : List.of(arguments);
    Object best = Nil.NIL;
    for (Object value : values) {
      boolean better = best == Nil.NIL || Numbers.compare(value, best) * sign > 0;
      best = better ? value : best;
    }
    return best;
  }
}
