package org.tocsin.app;

/** How a command ends. */
enum ExitCode {
  /** It did what it was asked. */
  DONE(0),
  /** What it was asked to do or to check failed. */
  FAILED(1),
  /** It was asked for something that makes no sense, or given something that cannot be used. */
  BAD_INPUT(2);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
