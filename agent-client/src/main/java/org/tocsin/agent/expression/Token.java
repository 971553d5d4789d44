package org.tocsin.agent.expression;

/** One word of a source text; a string literal holds its value, not its spelling. */
record Token(Kind kind, String text, int position) {
  enum Kind {
    NUMBER,
    STRING,
    NAME,
    OPERATOR,
    END
  }

  boolean is(String operator) {
    return kind == Kind.OPERATOR && text.equals(operator);
  }

  @Override
  public String toString() {
    return switch (kind) {
      case END -> "the end";
      case STRING -> "a string";
      default -> "'" + text + "'";
    };
  }
}
