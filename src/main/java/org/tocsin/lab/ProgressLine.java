package org.tocsin.lab;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * Says on the error stream how far a long run is: one line, drawn again and again, where a person
 * looks on, and a plain line every tenth of the way where a file or another program reads.
 */
public final class ProgressLine {

  private static final int CELLS = 28;
  private static final int WIDTH = 100;
  private static final int STEPS = 10;
  private static final String TO_LINE_START = "\r";

  private final PrintWriter out;
  private final boolean person;
  private int lastPercent = -1;
  private int lastStep = -1;
  private String lastLabel = "";
  private boolean open;

  /**
   * Writes nothing yet.
   *
   * @param out where to
   * @param person whether it is a console, where a line can be drawn again
   */
  public ProgressLine(PrintWriter out, boolean person) {
    this.out = out;
    this.person = person;
  }

  /**
   * Shows how far the run is.
   *
   * @param share from 0 to 1; what lies outside is taken as the nearer end
   * @param label what is being done now
   */
  public void show(double share, String label) {
    int percent = (int) Math.floor(100 * Math.max(0, Math.min(1, share)));
    if (person) {
      draw(percent, label);
    } else {
      say(percent, label);
    }
  }

  /** Clears the line, so that what follows begins at the left. */
  public void end() {
    if (person && open) {
      out.print(TO_LINE_START + " ".repeat(WIDTH) + TO_LINE_START);
      out.flush();
      open = false;
    }
  }

  private void draw(int percent, String label) {
    if (percent == lastPercent && label.equals(lastLabel)) {
      return;
    }
    lastPercent = percent;
    lastLabel = label;
    open = true;
    int full = percent * CELLS / 100;
    String bar = "█".repeat(full) + "░".repeat(CELLS - full);
    String line = String.format(Locale.ROOT, "  %s %3d %%  %s", bar, percent, label);
    String cut = line.length() > WIDTH ? line.substring(0, WIDTH - 1) + "…" : line;
    out.print(TO_LINE_START + cut + " ".repeat(WIDTH - cut.length()));
    out.flush();
  }

  private void say(int percent, String label) {
    int step = percent * STEPS / 100;
    if (step > lastStep) {
      lastStep = step;
      out.println(String.format(Locale.ROOT, "%3d %%  %s", step * 100 / STEPS, label));
      out.flush();
    }
  }
}
