package org.tocsin.app.postgres;

/** The data folder cannot be used by this process; the message tells an operator which and why. */
public final class DataFolderException extends Exception {
  private static final long serialVersionUID = 1L;

  DataFolderException(String message) {
    super(message);
  }

  DataFolderException(String message, Throwable cause) {
    super(message, cause);
  }
}
