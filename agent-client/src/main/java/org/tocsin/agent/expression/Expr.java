package org.tocsin.agent.expression;

import java.util.List;
import java.util.Optional;

/** A parsed expression. Each knows where in the source it stands. */
sealed interface Expr {
  int position();

  record Literal(Object value, int position) implements Expr {}

  record Name(String name, int position) implements Expr {}

  /** {@code #}, {@code #acc} or {@code #index}. */
  record Pointer(String which, int position) implements Expr {}

  record Member(Expr target, String name, boolean optional, int position) implements Expr {}

  record Index(Expr target, Expr index, boolean optional, int position) implements Expr {}

  record Slice(Expr target, Optional<Expr> from, Optional<Expr> to, int position) implements Expr {}

  record Call(String name, List<Expr> arguments, int position) implements Expr {}

  record MethodCall(Expr target, String name, List<Expr> arguments, boolean optional, int position)
      implements Expr {}

  /** A run of accesses of which at least one is optional: nil at that one makes all nil. */
  record Chain(Expr body, int position) implements Expr {}

  record Unary(String operator, Expr operand, int position) implements Expr {}

  record Binary(String operator, Expr left, Expr right, int position) implements Expr {}

  /** Terms joined by one of {@code and} and {@code or}, however many there are. */
  record Junction(boolean all, List<Expr> terms, int position) implements Expr {}

  record Conditional(Expr test, Expr then, Expr otherwise, int position) implements Expr {}

  record ListOf(List<Expr> elements, int position) implements Expr {}

  record MapOf(List<Expr> keys, List<Expr> values, int position) implements Expr {}

  record Let(String name, Expr value, Expr body, int position) implements Expr {}

  record Sequence(List<Expr> steps, int position) implements Expr {}

  record Predicate(Expr body, int position) implements Expr {}
}
