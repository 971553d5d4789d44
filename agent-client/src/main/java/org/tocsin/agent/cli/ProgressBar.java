package org.tocsin.agent.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A line on a terminal that says how far something is. Silent where there is no terminal. */
final class ProgressBar {
  private static final int WIDTH = 30;
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final PrintWriter out;
  private final boolean visible;
  private final InstantSource clock;
  private Instant next;

  ProgressBar(PrintWriter out, boolean visible, InstantSource clock) {
    this.out = out;
    this.visible = visible;
    this.clock = clock;
    this.next = clock.instant();
  }

  /** Draws, unless it did a moment ago. */
  void show(double part, long lines) {
    if (!visible || clock.instant().isBefore(next)) {
      return;
    }
    next = clock.instant().plus(PAUSE);
    int done = (int) Math.round(part * WIDTH);
    out.print(
        "\r["
            + "#".repeat(done)
            + " ".repeat(WIDTH - done)
            + "] "
            + Math.round(part * 100)
            + " %, "
            + lines
            + " lines");
    out.flush();
  }

  /** Takes the line away. */
  void clear() {
    if (visible) {
      out.print("\r" + " ".repeat(WIDTH + 40) + "\r");
      out.flush();
    }
  }
}
