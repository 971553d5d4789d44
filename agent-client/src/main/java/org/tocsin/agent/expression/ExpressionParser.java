package org.tocsin.agent.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A Pratt parser: the operators' binding powers are the whole grammar of operators. */
final class ExpressionParser {
  private static final Map<String, Integer> BINARY =
      Map.ofEntries(
          Map.entry("|", 0),
          Map.entry("or", 10),
          Map.entry("||", 10),
          Map.entry("and", 15),
          Map.entry("&&", 15),
          Map.entry("==", 20),
          Map.entry("!=", 20),
          Map.entry("<", 20),
          Map.entry(">", 20),
          Map.entry("<=", 20),
          Map.entry(">=", 20),
          Map.entry("in", 20),
          Map.entry("matches", 20),
          Map.entry("contains", 20),
          Map.entry("startsWith", 20),
          Map.entry("endsWith", 20),
          Map.entry("..", 25),
          Map.entry("+", 30),
          Map.entry("-", 30),
          Map.entry("*", 60),
          Map.entry("/", 60),
          Map.entry("%", 60),
          Map.entry("**", 100),
          Map.entry("^", 100),
          Map.entry("??", 500));
  private static final Map<String, Integer> PREFIX = Map.of("not", 50, "!", 50, "-", 90, "+", 90);
  private static final Set<String> NEGATABLE =
      Set.of("in", "matches", "contains", "startsWith", "endsWith");
  private static final Set<String> JUNCTIONS = Set.of("or", "||", "and", "&&");
  private static final Set<String> COMPARISONS = Set.of("<", ">", "<=", ">=");

  private final TokenReader tokens;
  private int predicates;

  private ExpressionParser(TokenReader tokens) {
    this.tokens = tokens;
  }

  static Expr parse(String source) {
    TokenReader tokens = new TokenReader(source);
    Expr expression = new ExpressionParser(tokens).sequence();
    tokens.expectEnd();
    return expression;
  }

  private Expr sequence() {
    int position = tokens.current().position();
    List<Expr> steps = new ArrayList<>(List.of(expression(0)));
    while (tokens.take(";") && !tokens.atEnd()) {
      steps.add(expression(0));
    }
    return steps.size() == 1 ? steps.get(0) : new Expr.Sequence(steps, position);
  }

  private Expr expression(int power) {
    tokens.enter();
    try {
      if (power == 0 && tokens.current().is("let")) {
        return let();
      }
      if (power == 0 && tokens.current().is("if")) {
        return ifElse();
      }
      Expr left = operators(primary(), power);
      return power == 0 ? conditional(left) : left;
    } finally {
      tokens.leave();
    }
  }

  private Expr let() {
    int position = tokens.next().position();
    String name = tokens.expectName();
    tokens.expect("=");
    Expr value = expression(0);
    tokens.expect(";");
    return new Expr.Let(name, value, sequence(), position);
  }

  private Expr ifElse() {
    int position = tokens.next().position();
    Expr test = expression(0);
    Expr then = block();
    tokens.expect("else");
    Expr otherwise = tokens.current().is("if") ? ifElse() : block();
    return new Expr.Conditional(test, then, otherwise, position);
  }

  private Expr block() {
    tokens.expect("{");
    Expr body = sequence();
    tokens.expect("}");
    return body;
  }

  private Expr conditional(Expr first) {
    Expr node = first;
    int links = 0;
    while (tokens.current().is("?")) {
      tokens.link(links++);
      int position = tokens.next().position();
      if (tokens.take(":")) {
        node = new Expr.Conditional(node, node, expression(0), position);
      } else {
        Expr then = expression(0);
        tokens.expect(":");
        node = new Expr.Conditional(node, then, expression(0), position);
      }
    }
    return node;
  }

  private Expr operators(Expr first, int power) {
    Expr left = first;
    int links = 0;
    while (true) {
      Token operator = tokens.current();
      boolean negated = operator.is("not");
      if (negated) {
        operator = tokens.following();
        if (!NEGATABLE.contains(operator.text())) {
          throw tokens.unexpected();
        }
      }
      Integer binds = operator.kind() == Token.Kind.OPERATOR ? BINARY.get(operator.text()) : null;
      if (binds == null || binds < power) {
        return left;
      }
      tokens.skip(negated ? 2 : 1);
      links += JUNCTIONS.contains(operator.text()) ? 0 : 1;
      tokens.link(links);
      left = binary(left, operator, binds);
      left = negated ? new Expr.Unary("not", left, operator.position()) : left;
    }
  }

  private Expr binary(Expr left, Token operator, int power) {
    String symbol = operator.text();
    int position = operator.position();
    if (symbol.equals("|")) {
      Token function = tokens.current();
      String name = tokens.expectName();
      return accesses(call(name, function.position(), List.of(left)));
    }
    if (COMPARISONS.contains(symbol)) {
      return comparison(left, operator, power);
    }
    boolean rightAssociative = power == 100;
    Expr right = expression(rightAssociative ? power : power + 1);
    return switch (symbol) {
      case "and", "&&" -> junction(true, left, right, position);
      case "or", "||" -> junction(false, left, right, position);
      default -> new Expr.Binary(symbol, left, right, position);
    };
  }

  /** Adds a term to a junction: rules have a thousand of them, which must not be a deep tree. */
  private static Expr junction(boolean all, Expr left, Expr right, int position) {
    if (left instanceof Expr.Junction junction && junction.all() == all) {
      junction.terms().add(right);
      return junction;
    }
    return new Expr.Junction(all, new ArrayList<>(List.of(left, right)), position);
  }

  private Expr comparison(Expr first, Token operator, int power) {
    Expr left = first;
    Token symbol = operator;
    List<Expr> all = new ArrayList<>();
    while (true) {
      Expr right = expression(power + 1);
      all.add(new Expr.Binary(symbol.text(), left, right, symbol.position()));
      if (!COMPARISONS.contains(tokens.current().text())
          || tokens.current().kind() != Token.Kind.OPERATOR) {
        return all.size() == 1 ? all.get(0) : new Expr.Junction(true, all, operator.position());
      }
      left = right;
      symbol = tokens.next();
    }
  }

  private Expr primary() {
    Token token = tokens.current();
    if (token.kind() == Token.Kind.OPERATOR) {
      Integer power = PREFIX.get(token.text());
      if (power != null) {
        tokens.next();
        Expr operand = expression(power);
        return accesses(new Expr.Unary(token.text(), operand, token.position()));
      }
      if (tokens.take("(")) {
        Expr inner = sequence();
        tokens.expect(")");
        return accesses(inner);
      }
      if (predicates > 0 && (token.is("#") || token.is("."))) {
        return accesses(pointer(token));
      }
    }
    return accesses(plain());
  }

  private Expr pointer(Token token) {
    if (token.is(".")) {
      return new Expr.Pointer("", token.position());
    }
    tokens.next();
    Token name = tokens.current();
    boolean named =
        name.kind() == Token.Kind.NAME
            && (name.text().equals("acc") || name.text().equals("index"));
    if (named && name.position() == token.position() + 1) {
      tokens.next();
      return new Expr.Pointer(name.text(), token.position());
    }
    return new Expr.Pointer("", token.position());
  }

  private Expr plain() {
    Token token = tokens.next();
    int position = token.position();
    return switch (token.kind()) {
      case STRING -> new Expr.Literal(token.text(), position);
      case NUMBER -> new Expr.Literal(Numbers.literal(token), position);
      case NAME -> named(token.text(), position);
      default -> bracketed(token);
    };
  }

  private Expr bracketed(Token token) {
    if (token.is("[")) {
      return new Expr.ListOf(list("]"), token.position());
    }
    if (token.is("{")) {
      return map(token.position());
    }
    throw new ExpressionRefused("unexpected " + token, token.position());
  }

  private Expr named(String name, int position) {
    return switch (name) {
      case "true" -> new Expr.Literal(true, position);
      case "false" -> new Expr.Literal(false, position);
      case "nil" -> new Expr.Literal(Nil.NIL, position);
      default ->
          tokens.current().is("(")
              ? call(name, position, List.of())
              : new Expr.Name(name, position);
    };
  }

  private Expr call(String name, int position, List<Expr> piped) {
    tokens.expect("(");
    List<Expr> arguments = new ArrayList<>(piped);
    boolean predicate = Predicates.NAMES.contains(name);
    while (!tokens.take(")")) {
      boolean isPredicate =
          predicate
              && (arguments.size() == 1 || (tokens.current().is("{") && !arguments.isEmpty()));
      arguments.add(isPredicate ? predicate() : expression(0));
      if (!tokens.current().is(")")) {
        tokens.expect(",");
      }
    }
    return new Expr.Call(name, arguments, position);
  }

  private Expr predicate() {
    int position = tokens.current().position();
    predicates++;
    Expr body = tokens.current().is("{") ? block() : expression(0);
    predicates--;
    return new Expr.Predicate(body, position);
  }

  private List<Expr> list(String end) {
    List<Expr> elements = new ArrayList<>();
    while (!tokens.take(end)) {
      elements.add(expression(0));
      if (!tokens.current().is(end)) {
        tokens.expect(",");
      }
    }
    return elements;
  }

  private Expr map(int position) {
    List<Expr> keys = new ArrayList<>();
    List<Expr> values = new ArrayList<>();
    while (!tokens.take("}")) {
      keys.add(key());
      tokens.expect(":");
      values.add(expression(0));
      if (!tokens.current().is("}")) {
        tokens.expect(",");
      }
    }
    return new Expr.MapOf(keys, values, position);
  }

  private Expr key() {
    if (tokens.current().is("(")) {
      return expression(0);
    }
    Token token = tokens.next();
    if (token.kind() == Token.Kind.OPERATOR || token.kind() == Token.Kind.END) {
      throw new ExpressionRefused("unexpected " + token + " as a key", token.position());
    }
    return new Expr.Literal(token.text(), token.position());
  }

  private Expr accesses(Expr first) {
    Expr node = first;
    boolean anyOptional = false;
    int links = 0;
    while (true) {
      tokens.link(links++);
      int position = tokens.current().position();
      boolean optional = tokens.current().is("?.");
      anyOptional |= optional;
      if (optional && tokens.following().is("[")) {
        tokens.skip(2);
        node = bracket(node, true, position);
      } else if (optional || tokens.current().is(".")) {
        tokens.next();
        node = member(node, optional, position);
      } else if (tokens.take("[")) {
        node = bracket(node, false, position);
      } else {
        return anyOptional ? new Expr.Chain(node, first.position()) : node;
      }
    }
  }

  private Expr member(Expr target, boolean optional, int position) {
    String name = tokens.expectName();
    return tokens.take("(")
        ? new Expr.MethodCall(target, name, list(")"), optional, position)
        : new Expr.Member(target, name, optional, position);
  }

  private Expr bracket(Expr target, boolean optional, int position) {
    if (tokens.take(":")) {
      return slice(target, Optional.empty(), position);
    }
    Expr index = expression(0);
    if (tokens.take(":")) {
      return slice(target, Optional.of(index), position);
    }
    tokens.expect("]");
    return new Expr.Index(target, index, optional, position);
  }

  private Expr slice(Expr target, Optional<Expr> from, int position) {
    if (tokens.take("]")) {
      return new Expr.Slice(target, from, Optional.empty(), position);
    }
    Expr to = expression(0);
    tokens.expect("]");
    return new Expr.Slice(target, from, Optional.of(to), position);
  }
}
