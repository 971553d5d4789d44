package org.tocsin.agent.cli;

/** What was given cannot be used as it is; the message says what and why. */
final class BadInput extends RuntimeException {
  private static final long serialVersionUID = 1;

  BadInput(String message) {
    super(message);
  }
}
