package org.tocsin.bench;

/** The benchmark could not be carried out; the message says why in one line. */
final class BenchmarkFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BenchmarkFailed(String message) {
    super(message);
  }

  BenchmarkFailed(String message, Throwable cause) {
    super(message + ": " + cause.getMessage(), cause);
  }
}
