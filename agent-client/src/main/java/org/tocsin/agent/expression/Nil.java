package org.tocsin.agent.expression;

/** The absent value of the language; a value of its own so that no Java null is ever in play. */
public enum Nil {
  NIL;

  @Override
  public String toString() {
    return "<nil>";
  }
}
