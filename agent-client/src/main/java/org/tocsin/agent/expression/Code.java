package org.tocsin.agent.expression;

/** A compiled expression: computes over the variables in a frame. */
@FunctionalInterface
interface Code {
  Object run(Object[] frame);
}
