package org.tocsin.app;

import java.io.IOException;
import java.io.PrintWriter;
import org.tocsin.check.Outcome;
import org.tocsin.check.ReleaseCheck;
import org.tocsin.lab.ProgressLine;
import picocli.CommandLine;

/**
 * One run of a command that checks a release: a person sees how far it is, and whatever it could
 * not use or read ends it with one line.
 */
final class CheckRun implements ReleaseCheck.Progress {

  /** What a command does. */
  interface Work {
    ExitCode in(CheckRun run) throws Unusable, IOException;
  }

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean person = CommandLine.Help.Ansi.AUTO.enabled();
  private final ProgressLine line;

  private CheckRun(CommandLine command) {
    this.out = command.getOut();
    this.err = command.getErr();
    this.line = new ProgressLine(err, person);
  }

  /**
   * Does the work and returns the exit code.
   *
   * @param act what cannot be done when something cannot be read or written
   */
  static int of(CommandLine.Model.CommandSpec spec, String act, Work work) {
    CheckRun run = new CheckRun(spec.commandLine());
    try {
      return work.in(run).number();
    } catch (Unusable e) {
      run.say(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      run.say("cannot " + act + ": " + PlainLine.of(String.valueOf(e.getMessage())));
    }
    return ExitCode.BAD_INPUT.number();
  }

  /** A program that reads along is told what came of it and no more. */
  @Override
  public void show(double share, String what) {
    if (person) {
      line.show(share, what);
    }
  }

  /** Tells what the check came to. */
  void report(Outcome outcome, boolean ownKeys) {
    line.end();
    CheckReport.print(outcome, ownKeys, out);
  }

  /** Tells something else. */
  void say(String message) {
    line.end();
    err.println("tocsin: " + message);
  }
}
