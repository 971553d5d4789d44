package org.tocsin.bench;

import java.io.PrintWriter;

/** Where the user looks: progress on one stream, finished tables on the other. */
final class Console {

  private final PrintWriter tables;
  private final PrintWriter progress;

  Console(PrintWriter tables, PrintWriter progress) {
    this.tables = tables;
    this.progress = progress;
  }

  void progress(String line) {
    progress.println("  ... " + line);
    progress.flush();
  }

  void show(Table table) {
    tables.println(table.text());
    tables.flush();
  }

  void note(String line) {
    tables.println(line);
    tables.flush();
  }
}
