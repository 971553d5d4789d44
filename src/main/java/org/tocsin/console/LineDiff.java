package org.tocsin.console;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.List;

/**
 * What changed between two texts, line by line.
 *
 * @param name the file
 * @param lines the lines that differ, with some around them
 * @param note said in place of lines that are not shown, or empty
 */
record LineDiff(String name, List<Line> lines, String note) {

  private static final int MOST_LINES = 5_000;
  private static final int SHOWN = 500;
  private static final int LONGEST_LINE = 300;
  private static final int AROUND = 3;

  /** What became of a line. */
  enum Kind {
    /** It is there now. */
    ADDED,
    /** It was there. */
    REMOVED,
    /** It stayed, or says where the next ones are. */
    OTHER
  }

  /** A line. */
  record Line(Kind kind, String text) {}

  /** Compares two texts; what is too long to compare is only said to differ. */
  static LineDiff of(String name, String before, String after) {
    if (before.equals(after)) {
      return new LineDiff(name, List.of(), "Nothing differs.");
    }
    List<String> old = before.lines().toList();
    List<String> now = after.lines().toList();
    if (old.size() > MOST_LINES || now.size() > MOST_LINES) {
      return new LineDiff(name, List.of(), "It differs, and is too long to be compared here.");
    }
    List<Line> lines =
        UnifiedDiffUtils.generateUnifiedDiff(name, name, old, DiffUtils.diff(old, now), AROUND)
            .stream()
            .skip(2)
            .limit(SHOWN + 1L)
            .map(LineDiff::line)
            .toList();
    if (lines.isEmpty()) {
      return new LineDiff(name, List.of(), "Only how lines end differs.");
    }
    return lines.size() > SHOWN
        ? new LineDiff(name, lines.subList(0, SHOWN), "More differs than is shown.")
        : new LineDiff(name, lines, "");
  }

  private static Line line(String text) {
    String shown = text.length() > LONGEST_LINE ? text.substring(0, LONGEST_LINE) + "…" : text;
    return new Line(
        text.startsWith("+") ? Kind.ADDED : text.startsWith("-") ? Kind.REMOVED : Kind.OTHER,
        shown);
  }
}
