package org.tocsin.app.postgres;

/** The embedded database could not be started; the message tells an operator where and why. */
public final class PostgresStartException extends Exception {
  private static final long serialVersionUID = 1L;

  PostgresStartException(String message) {
    super(message);
  }

  PostgresStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
