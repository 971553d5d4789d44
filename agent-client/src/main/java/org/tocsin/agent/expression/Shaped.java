package org.tocsin.agent.expression;

/** A value with named fields and methods that expressions may use. */
public interface Shaped {
  Shape<?> shape();
}
