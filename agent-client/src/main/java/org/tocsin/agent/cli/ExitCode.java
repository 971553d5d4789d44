package org.tocsin.agent.cli;

/** How a command ended, for the scripts that call it. */
enum ExitCode {
  DONE(0),
  /** What was asked for failed: a server refused or could not be reached, a check did not hold. */
  FAILED(1),
  /** The arguments or the input are not usable as they are. */
  BAD_INPUT(2);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
