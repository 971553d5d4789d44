package org.tocsin.app;

/** What a command was given cannot be used; the message says what and why. */
final class Unusable extends Exception {

  private static final long serialVersionUID = 1L;

  Unusable(String message) {
    super(message);
  }
}
