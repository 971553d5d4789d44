package org.tocsin.demo;

/** A step of the demonstration did not do what it should; the message says which and what. */
public final class DemoFailed extends Exception {
  private static final long serialVersionUID = 1L;

  DemoFailed(String message) {
    super(message);
  }

  DemoFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
