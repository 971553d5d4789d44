package org.tocsin.agent.expression;

import java.util.Arrays;
import java.util.List;

/** A compiled expression, to be computed any number of times and by any number of threads. */
public final class Program {
  private final String source;
  private final Typed root;
  private final int slots;
  private final List<Necessity> necessities;

  Program(String source, Typed root, int slots, List<Necessity> necessities) {
    this.source = source;
    this.root = root;
    this.slots = slots;
    this.necessities = necessities;
  }

  /** The value over these variables, given in the order in which the language names them. */
  public Object evaluate(Object... variables) {
    Object[] frame = variables.length >= slots ? variables : Arrays.copyOf(variables, slots);
    try {
      return root.code().run(frame);
    } catch (StackOverflowError e) {
      throw new EvaluationFailure("the values are nested too deeply");
    }
  }

  /** The value, which has to be a boolean. */
  public boolean test(Object... variables) {
    return Values.truth(evaluate(variables));
  }

  /** What must hold for this to be true at all; a reader may use it to skip the evaluation. */
  public List<Necessity> necessities() {
    return necessities;
  }

  boolean canBeBoolean() {
    return root.type().canBe(Type.Kind.BOOL);
  }

  Type type() {
    return root.type();
  }

  public String source() {
    return source;
  }
}
