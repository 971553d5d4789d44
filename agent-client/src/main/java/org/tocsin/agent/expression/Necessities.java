package org.tocsin.agent.expression;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds the conjuncts of an expression that compare a path with literal texts. */
final class Necessities {
  private Necessities() {}

  static List<Necessity> of(Expr expression) {
    List<Necessity> found = new ArrayList<>();
    collect(expression, found);
    return List.copyOf(found);
  }

  /** Collects until the first call, which may have an effect that must not be left out. */
  private static boolean collect(Expr expression, List<Necessity> found) {
    if (expression instanceof Expr.Junction junction && junction.all()) {
      return junction.terms().stream().allMatch(term -> collect(term, found));
    }
    if (expression instanceof Expr.Let let) {
      return !Calls.in(let.value()) && collect(let.body(), found);
    }
    if (expression instanceof Expr.Binary binary) {
      String path = path(binary.left());
      Set<String> values = texts(binary);
      if (!path.isEmpty() && !values.isEmpty()) {
        found.add(new Necessity(path, values, binary.operator().equals("startsWith")));
      }
    }
    return !Calls.in(expression);
  }

  private static Set<String> texts(Expr.Binary binary) {
    if (Set.of("==", "startsWith").contains(binary.operator())) {
      return text(binary.right());
    }
    if (!binary.operator().equals("in") || !(binary.right() instanceof Expr.ListOf list)) {
      return Set.of();
    }
    Set<String> all = new LinkedHashSet<>();
    for (Expr element : list.elements()) {
      Set<String> text = text(element);
      if (text.isEmpty()) {
        return Set.of();
      }
      all.addAll(text);
    }
    return all;
  }

  private static Set<String> text(Expr expression) {
    return expression instanceof Expr.Literal literal && literal.value() instanceof String text
        ? Set.of(text)
        : Set.of();
  }

  private static String path(Expr expression) {
    if (expression instanceof Expr.Name name) {
      return name.name();
    }
    if (expression instanceof Expr.Member member && !member.optional()) {
      String target = path(member.target());
      return target.isEmpty() ? "" : target + "." + member.name();
    }
    if (expression instanceof Expr.Index index
        && index.index() instanceof Expr.Literal literal
        && literal.value() instanceof String key) {
      String target = path(index.target());
      return target.isEmpty() ? "" : target + "." + key;
    }
    return "";
  }
}
