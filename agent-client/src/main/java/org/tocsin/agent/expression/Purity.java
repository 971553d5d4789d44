package org.tocsin.agent.expression;

import java.util.List;
import java.util.Map;

/** Which parts of a predicate need not be computed anew for each element. */
final class Purity {
  private final Map<String, Function> functions;

  Purity(Map<String, Function> functions) {
    this.functions = functions;
  }

  /** Whether an expression depends on the element of the innermost predicate and nothing else. */
  boolean isOfElement(Expr expression) {
    if (expression instanceof Expr.Call call) {
      return isPure(call) && call.arguments().stream().allMatch(this::isOfElement);
    }
    return expression instanceof Expr.Literal
        || (expression instanceof Expr.Pointer pointer && pointer.which().isEmpty());
  }

  /**
   * Whether an expression is the same for all elements.
   *
   * @param outer the names that are bound outside of the predicate
   */
  boolean isInvariant(Expr expression, List<String> outer) {
    if (expression instanceof Expr.Call call) {
      return isPure(call)
          && call.arguments().stream().allMatch(argument -> isInvariant(argument, outer));
    }
    if (expression instanceof Expr.Member member) {
      return !member.optional() && isInvariant(member.target(), outer);
    }
    if (expression instanceof Expr.Name name) {
      return outer.contains(name.name());
    }
    return expression instanceof Expr.Literal;
  }

  private boolean isPure(Expr.Call call) {
    Function function = functions.get(call.name());
    return function != null && function.pure();
  }
}
