package org.tocsin.bench;

import java.time.Duration;

/** One thing that is measured beside its peer. */
interface Benchmark {

  /**
   * Measures and shows a table.
   *
   * @param duration how long each measured phase takes
   */
  void run(Project project, Duration duration, Console console);
}
