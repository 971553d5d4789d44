package org.tocsin.agent.decision;

/** The database of this agent cannot be read or written. */
public final class StoreFailed extends RuntimeException {
  private static final long serialVersionUID = 1;

  StoreFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
