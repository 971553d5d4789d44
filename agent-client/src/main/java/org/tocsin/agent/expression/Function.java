package org.tocsin.agent.expression;

/**
 * A function that expressions may call by name.
 *
 * @param result what it gives back
 * @param fewest the smallest number of arguments it takes
 * @param most the largest
 * @param pure whether the same arguments always give the same result and nothing else happens
 * @param body computes it; fails with {@link EvaluationFailure} only
 */
public record Function(Type result, int fewest, int most, boolean pure, Body body) {
  /** The computation of a function. */
  @FunctionalInterface
  public interface Body {
    Object call(Object[] arguments);
  }

  public static Function of(Type result, int arguments, Body body) {
    return new Function(result, arguments, arguments, true, body);
  }

  public static Function of(Type result, int fewest, int most, Body body) {
    return new Function(result, fewest, most, true, body);
  }

  /** The same function, not to be left out or computed beforehand. */
  public Function withEffects() {
    return new Function(result, fewest, most, false, body);
  }

  /** The argument as text; anything else is a failure that names the function. */
  public static String text(Object[] arguments, int index, String function) {
    if (arguments[index] instanceof String text) {
      return text;
    }
    throw new EvaluationFailure(
        function + ": expected a string, not " + Values.kind(arguments[index]));
  }
}
