package org.tocsin.agent.expression;

/** Number literals and arithmetic: whole numbers stay whole, as in Go. */
final class Numbers {
  private Numbers() {}

  static Object literal(Token token) {
    String text = token.text();
    try {
      if (text.length() > 1 && text.charAt(0) == '0' && Character.isLetter(text.charAt(1))) {
        int radix =
            switch (text.charAt(1)) {
              case 'x', 'X' -> 16;
              case 'o' -> 8;
              default -> 2;
            };
        return Long.parseLong(text.substring(2), radix);
      }
      boolean whole = text.chars().allMatch(Character::isDigit);
      return whole ? (Object) Long.parseLong(text) : (Object) Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new ExpressionRefused("not a number: " + text, token.position());
    }
  }

  static Object compute(String operator, Object left, Object right) {
    if (!(left instanceof Number a) || !(right instanceof Number b)) {
      throw new EvaluationFailure(
          Values.kind(left) + " " + operator + " " + Values.kind(right) + " has no meaning");
    }
    boolean whole = left instanceof Long && right instanceof Long;
    return switch (operator) {
      case "+" ->
          whole ? (Object) (a.longValue() + b.longValue()) : a.doubleValue() + b.doubleValue();
      case "-" ->
          whole ? (Object) (a.longValue() - b.longValue()) : a.doubleValue() - b.doubleValue();
      case "*" ->
          whole ? (Object) (a.longValue() * b.longValue()) : a.doubleValue() * b.doubleValue();
      case "/" -> a.doubleValue() / b.doubleValue();
      case "%" -> remainder(left, right);
      default -> Math.pow(a.doubleValue(), b.doubleValue());
    };
  }

  private static Object remainder(Object left, Object right) {
    if (left instanceof Long a && right instanceof Long b && b != 0) {
      return a % b;
    }
    throw new EvaluationFailure("% needs whole numbers, the second of them not zero");
  }

  static Object negate(Object value) {
    if (value instanceof Long number) {
      return -number;
    }
    if (value instanceof Double number) {
      return -number;
    }
    throw new EvaluationFailure("cannot negate " + Values.kind(value));
  }

  static int compare(Object left, Object right) {
    if (left instanceof Long a && right instanceof Long b) {
      return Long.compare(a, b);
    }
    if (left instanceof Number a && right instanceof Number b) {
      return Double.compare(a.doubleValue(), b.doubleValue());
    }
    if (left instanceof String a && right instanceof String b) {
      return Values.compareBytes(a, b);
    }
    if (left instanceof java.time.Duration a && right instanceof java.time.Duration b) {
      return a.compareTo(b);
    }
    throw new EvaluationFailure(
        "cannot compare " + Values.kind(left) + " with " + Values.kind(right));
  }

  static long whole(Object value, String what) {
    if (value instanceof Long number) {
      return number;
    }
    if (value instanceof Double number && number == Math.rint(number)) {
      return number.longValue();
    }
    throw new EvaluationFailure(what + " must be a whole number, not " + Values.kind(value));
  }
}
