package org.tocsin.agent.expression;

import java.util.List;

/** Whether an expression calls anything. */
final class Calls {
  private Calls() {}

  static boolean in(Expr expression) {
    if (expression instanceof Expr.Junction junction) {
      return any(junction.terms());
    }
    if (expression instanceof Expr.Binary binary) {
      return in(binary.left()) || in(binary.right());
    }
    if (expression instanceof Expr.Unary unary) {
      return in(unary.operand());
    }
    if (expression instanceof Expr.Member member) {
      return in(member.target());
    }
    if (expression instanceof Expr.Index index) {
      return in(index.target()) || in(index.index());
    }
    if (expression instanceof Expr.Chain chain) {
      return in(chain.body());
    }
    if (expression instanceof Expr.ListOf list) {
      return any(list.elements());
    }
    return !(expression instanceof Expr.Literal || expression instanceof Expr.Name);
  }

  private static boolean any(List<Expr> expressions) {
    return expressions.stream().anyMatch(Calls::in);
  }
}
