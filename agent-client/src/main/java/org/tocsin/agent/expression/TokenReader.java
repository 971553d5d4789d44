package org.tocsin.agent.expression;

import java.util.List;

/** The tokens of a source, one after another, within the bounds on size and depth. */
final class TokenReader {
  private static final int MOST_CHARACTERS = 1 << 20;
  private static final int MOST_TOKENS = 100_000;
  private static final int DEEPEST = 250;

  private final List<Token> tokens;
  private int at;
  private int depth;

  TokenReader(String source) {
    if (source.length() > MOST_CHARACTERS) {
      throw new ExpressionRefused("longer than " + MOST_CHARACTERS + " characters", 0);
    }
    tokens = Lexer.tokens(source);
    if (tokens.size() > MOST_TOKENS) {
      throw new ExpressionRefused("more than " + MOST_TOKENS + " words", 0);
    }
  }

  Token current() {
    return tokens.get(at);
  }

  Token following() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  Token next() {
    Token token = current();
    skip(1);
    return token;
  }

  void skip(int count) {
    at = Math.min(at + count, tokens.size() - 1);
  }

  boolean take(String operator) {
    boolean found = current().is(operator);
    if (found) {
      skip(1);
    }
    return found;
  }

  void expect(String operator) {
    if (!take(operator)) {
      throw new ExpressionRefused(
          "expected '" + operator + "' but found " + current(), current().position());
    }
  }

  String expectName() {
    if (current().kind() != Token.Kind.NAME) {
      throw new ExpressionRefused("expected a name but found " + current(), current().position());
    }
    return next().text();
  }

  boolean atEnd() {
    return current().kind() == Token.Kind.END;
  }

  void expectEnd() {
    if (!atEnd()) {
      throw unexpected();
    }
  }

  ExpressionRefused unexpected() {
    return new ExpressionRefused("unexpected " + current(), current().position());
  }

  void enter() {
    if (++depth > DEEPEST) {
      throw new ExpressionRefused("nested deeper than " + DEEPEST, current().position());
    }
  }

  /** Bounds what is built one on another without nesting in the text, as with a + b + c. */
  void link(int links) {
    if (links > DEEPEST) {
      throw new ExpressionRefused(
          "more than " + DEEPEST + " operations in a row", current().position());
    }
  }

  void leave() {
    depth--;
  }
}
