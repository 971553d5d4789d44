package org.tocsin.agent.expression;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the language says of any value: its kind, whether two are equal, whether one is true. */
public final class Values {
  private Values() {}

  public static String kind(Object value) {
    if (value instanceof String) {
      return "a string";
    }
    if (value instanceof Boolean) {
      return "a boolean";
    }
    if (value instanceof Number) {
      return "a number";
    }
    if (value instanceof List) {
      return "a list";
    }
    if (value instanceof Map || value instanceof TextMap) {
      return "a map";
    }
    if (value instanceof Duration) {
      return "a duration";
    }
    return value instanceof Shaped shaped ? shaped.shape().name() : "nil";
  }

  static boolean truth(Object value) {
    if (value instanceof Boolean truth) {
      return truth;
    }
    throw new EvaluationFailure("expected a boolean, not " + kind(value));
  }

  /** Equality across whole and fractional numbers, deep for lists and maps. */
  static boolean equal(Object left, Object right) {
    if (left instanceof String || right instanceof String) {
      return left.equals(right);
    }
    if (left instanceof Number a && right instanceof Number b) {
      boolean whole = left instanceof Long && right instanceof Long;
      return whole ? a.longValue() == b.longValue() : a.doubleValue() == b.doubleValue();
    }
    if (left instanceof List<?> a && right instanceof List<?> b) {
      return equalLists(a, b);
    }
    return left.equals(right);
  }

  private static boolean equalLists(List<?> left, List<?> right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      if (!equal(left.get(i), right.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The order of Go's strings: by their UTF-8 bytes, which is the order of code points. */
  static int compareBytes(String left, String right) {
    int common = Math.min(left.length(), right.length());
    for (int i = 0; i < common; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        boolean surrogates = Character.isSurrogate(a) != Character.isSurrogate(b);
        return surrogates ? (Character.isSurrogate(a) ? 1 : -1) : Character.compare(a, b);
      }
    }
    return Integer.compare(left.length(), right.length());
  }

  static boolean contains(Object container, Object element) {
    if (container instanceof List<?> list) {
      for (Object held : list) {
        if (equal(held, element)) {
          return true;
        }
      }
      return false;
    }
    if (container instanceof TextMap map) {
      return element instanceof String key && map.has(key);
    }
    if (container instanceof Map<?, ?> map) {
      return map.containsKey(element);
    }
    if (container instanceof Shaped shaped) {
      return element instanceof String field && shaped.shape().field(field).isPresent();
    }
    if (container == Nil.NIL) {
      return false;
    }
    throw new EvaluationFailure("'in' needs a list or a map, not " + kind(container));
  }
}
