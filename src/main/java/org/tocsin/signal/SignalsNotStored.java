package org.tocsin.signal;

/** A batch was not stored; nothing of it is acknowledged, and it may be sent again. */
public final class SignalsNotStored extends Exception {

  private static final long serialVersionUID = 1L;

  SignalsNotStored(String message) {
    super(message);
  }

  SignalsNotStored(String message, Throwable cause) {
    super(message, cause);
  }
}
