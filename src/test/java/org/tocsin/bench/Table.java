package org.tocsin.bench;

import java.util.ArrayList;
import java.util.List;

/** A table of text: a title, a heading, rows, and lines of explanation below. */
final class Table {

  private final String title;
  private final List<String> heading;
  private final List<List<String>> rows = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  Table(String title, String... heading) {
    this.title = title;
    this.heading = List.of(heading);
  }

  Table row(String... cells) {
    if (cells.length != heading.size()) {
      throw new IllegalArgumentException("a row needs " + heading.size() + " cells");
    }
    rows.add(List.of(cells));
    return this;
  }

  Table note(String line) {
    notes.add(line);
    return this;
  }

  /** Adds a line that says whether the target was met. */
  Table target(boolean met, String line) {
    return note("target " + (met ? "met: " : "NOT MET: ") + line);
  }

  String text() {
    StringBuilder text = new StringBuilder("\n== ").append(title).append('\n');
    line(text, heading);
    rows.forEach(row -> line(text, row));
    notes.forEach(note -> text.append(note).append('\n'));
    return text.toString();
  }

  private void line(StringBuilder text, List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      String gap = " ".repeat(width(column) - cell.length());
      line.append(column == 0 ? cell + gap : gap + cell).append("  ");
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }

  private int width(int column) {
    return rows.stream()
        .mapToInt(row -> row.get(column).length())
        .reduce(heading.get(column).length(), Math::max);
  }
}
