package org.tocsin.agent.expression;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.tocsin.agent.regex.Regex;
import org.tocsin.agent.regex.RegexRefused;

/** The binary operators except {@code and} and {@code or}. */
final class Operators {
  private static final int LONGEST_RANGE = 100_000;

  private Operators() {}

  static Typed compile(Expr.Binary binary, Typed left, Typed right) {
    Code a = left.code();
    Code b = right.code();
    return switch (binary.operator()) {
      case "==" -> equality(left, right, true);
      case "!=" -> equality(left, right, false);
      case "<" -> bool(frame -> Numbers.compare(a.run(frame), b.run(frame)) < 0);
      case ">" -> bool(frame -> Numbers.compare(a.run(frame), b.run(frame)) > 0);
      case "<=" -> bool(frame -> Numbers.compare(a.run(frame), b.run(frame)) <= 0);
      case ">=" -> bool(frame -> Numbers.compare(a.run(frame), b.run(frame)) >= 0);
      case "in" -> bool(frame -> inside(a.run(frame), b.run(frame)));
      case "contains" -> textual(left, right, String::contains);
      case "startsWith" -> textual(left, right, String::startsWith);
      case "endsWith" -> textual(left, right, String::endsWith);
      case "matches" -> matches(binary, left, right);
      case ".." -> Typed.of(frame -> range(a.run(frame), b.run(frame)), Type.LIST);
      case "??" -> coalesce(a, b);
      case "+" -> plus(left, right);
      default -> arithmetic(binary.operator(), a, b);
    };
  }

  private static Typed bool(Code code) {
    return Typed.of(code, Type.BOOL);
  }

  private static boolean inside(Object element, Object container) {
    return Values.contains(container, element);
  }

  /** Membership in a list of literal texts, which is the usual list, by hash. */
  static Optional<Typed> memberOfLiterals(Typed element, Expr.ListOf list) {
    Set<Object> literals = new HashSet<>();
    for (Expr candidate : list.elements()) {
      if (!(candidate instanceof Expr.Literal literal)
          || !(literal.value() instanceof String || literal.value() == Nil.NIL)) {
        return Optional.empty();
      }
      literals.add(literal.value());
    }
    Code code = element.code();
    return Optional.of(bool(frame -> literals.contains(code.run(frame))));
  }

  private static Typed equality(Typed left, Typed right, boolean wanted) {
    Code a = left.code();
    Optional<String> text = right.constantText();
    if (text.isPresent()) {
      String expected = text.get();
      return bool(frame -> expected.equals(a.run(frame)) == wanted);
    }
    Code b = right.code();
    return bool(frame -> Values.equal(a.run(frame), b.run(frame)) == wanted);
  }

  private static Typed textual(Typed left, Typed right, BiPredicate<String, String> test) {
    Code a = left.code();
    Optional<String> literal = right.constantText();
    if (literal.isPresent()) {
      String expected = literal.get();
      return bool(
          frame -> {
            Object value = a.run(frame);
            return value instanceof String text
                ? test.test(text, expected)
                : textual(value, expected, test);
          });
    }
    Code b = right.code();
    return bool(frame -> textual(a.run(frame), b.run(frame), test));
  }

  private static boolean textual(Object left, Object right, BiPredicate<String, String> test) {
    if (left instanceof String a && right instanceof String b) {
      return test.test(a, b);
    }
    if (left == Nil.NIL || right == Nil.NIL) {
      return false;
    }
    throw new EvaluationFailure(
        "expected strings, not " + Values.kind(left) + " and " + Values.kind(right));
  }

  private static Typed matches(Expr.Binary binary, Typed left, Typed right) {
    Code a = left.code();
    Code b = right.code();
    Optional<String> fixed = right.constantText();
    if (binary.right() instanceof Expr.Literal && fixed.isPresent()) {
      return matches(a, literalRegex(fixed.get(), binary.position()));
    }
    if (fixed.isPresent()) {
      // Not literal but always the same: what is wrong with it shows at run time.
      Optional<Regex> regex = Optional.of(fixed.get()).flatMap(Operators::compiled);
      if (regex.isPresent()) {
        return matches(a, regex.get());
      }
    }
    RegexMemory memory = new RegexMemory();
    return bool(frame -> textual(a.run(frame), b.run(frame), memory::finds));
  }

  private static Typed matches(Code text, Regex regex) {
    return bool(
        frame -> {
          Object value = text.run(frame);
          return value instanceof String string
              ? regex.finds(string)
              : textual(value, "", (none, nothing) -> false);
        });
  }

  private static Optional<Regex> compiled(String text) {
    try {
      return Optional.of(Regex.compile(text));
    } catch (RegexRefused e) {
      return Optional.empty();
    }
  }

  private static Regex literalRegex(String text, int position) {
    try {
      return Regex.compile(text);
    } catch (RegexRefused e) {
      throw new ExpressionRefused("bad regular expression: " + e.getMessage(), position);
    }
  }

  private static Object range(Object from, Object to) {
    long first = Numbers.whole(from, "the start of a range");
    long last = Numbers.whole(to, "the end of a range");
    if (last - first > LONGEST_RANGE) {
      throw new EvaluationFailure("a range of more than " + LONGEST_RANGE + " numbers");
    }
    List<Object> numbers = new ArrayList<>();
    for (long number = first; number <= last; number++) {
      numbers.add(number);
    }
    return numbers;
  }

  private static Typed coalesce(Code first, Code second) {
    return Typed.of(
        frame -> {
          Object value = first.run(frame);
          return value == Nil.NIL ? second.run(frame) : value;
        },
        Type.ANY);
  }

  private static Typed plus(Typed left, Typed right) {
    Code a = left.code();
    Code b = right.code();
    Type type = left.type() == Type.TEXT ? Type.TEXT : Type.ANY;
    if (left.constant().isPresent() && right.constant().isPresent()) {
      return Compiler.folded(frame -> plus(a.run(frame), b.run(frame)), type);
    }
    return Typed.of(frame -> plus(a.run(frame), b.run(frame)), type);
  }

  private static Object plus(Object left, Object right) {
    return left instanceof String a && right instanceof String b
        ? a + b
        : Numbers.compute("+", left, right);
  }

  private static Typed arithmetic(String operator, Code a, Code b) {
    return Typed.of(frame -> Numbers.compute(operator, a.run(frame), b.run(frame)), Type.NUMBER);
  }
}
