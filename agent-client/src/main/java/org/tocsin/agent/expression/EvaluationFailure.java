package org.tocsin.agent.expression;

/**
 * An expression could not be computed over these values, as with a member of nil.
 *
 * <p>It carries no stack trace: logs decide how often it happens, and what is wrong is in the
 * message.
 */
public final class EvaluationFailure extends RuntimeException {
  public EvaluationFailure(String message) {
    super(message, null, false, false);
  }
}
