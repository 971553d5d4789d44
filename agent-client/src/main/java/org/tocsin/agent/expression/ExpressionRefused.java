package org.tocsin.agent.expression;

/** A source text is not an expression of the language, or names what is not there. */
public final class ExpressionRefused extends RuntimeException {
  ExpressionRefused(String message, int position) {
    super(message + " (at character " + (position + 1) + ")");
  }
}
