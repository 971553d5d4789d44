package org.tocsin.app;

import java.io.PrintWriter;
import org.tocsin.check.Finding;
import org.tocsin.check.Outcome;

/** Tells a person what a check came to. */
final class CheckReport {

  private CheckReport() {}

  /** Prints a line for each thing that was looked at. */
  static void print(Outcome outcome, boolean ownKeys, PrintWriter out) {
    outcome.verified().forEach(sentence -> out.println("ok      " + sentence));
    if (!ownKeys) {
      out.println(
          "notice  the keys came from where the release did: this proves that it is whole, not"
              + " who made it (--keys)");
    }
    for (Finding finding : outcome.findings()) {
      String kind = finding.kind() == Finding.Kind.WRONG ? "WRONG   " : "notice  ";
      out.println(kind + PlainLine.of(finding.sentence()));
    }
    long wrong =
        outcome.findings().stream().filter(finding -> finding.kind() == Finding.Kind.WRONG).count();
    out.println(outcome.isRight() ? "all is right" : wrong + " wrong");
    out.flush();
  }
}
