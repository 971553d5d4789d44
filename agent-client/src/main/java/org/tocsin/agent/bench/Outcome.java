package org.tocsin.agent.bench;

import java.util.List;

/** What came of running one program over a log. */
sealed interface Outcome {

  /**
   * It ran.
   *
   * @param lines how many lines it read
   * @param seconds how long that took
   * @param processorSeconds how much processor time of all cores that took
   * @param findings what it found, in no order
   */
  record Ran(int lines, double seconds, double processorSeconds, List<Finding> findings)
      implements Outcome {
    double perSecond() {
      return lines / Math.max(0.001, seconds);
    }

    double perProcessorSecond() {
      return lines / Math.max(0.001, processorSeconds);
    }

    /** The same without what the program takes before it reads its first line. */
    Ran without(Ran start) {
      return new Ran(
          lines,
          Math.max(0.001, seconds - start.seconds),
          Math.max(0.001, processorSeconds - start.processorSeconds),
          findings);
    }
  }

  /** It could not run, for this reason. */
  record Skipped(String reason) implements Outcome {}
}
