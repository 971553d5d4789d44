package org.tocsin.format;

import java.io.IOException;
import java.io.Writer;

/** Comma-separated values that a spreadsheet may open: no cell of it is ever a formula. */
final class CsvRows {

  private static final String STARTS_A_FORMULA = "=+-@\t\r\n";

  private CsvRows() {}

  static void write(ReleaseView release, Writer out) throws IOException {
    out.write("address,scenario,since,expires_at\n");
    for (Listed entry : release.entries()) {
      out.write(entry.address().toString());
      out.write(',');
      out.write(cell(entry.scenario()));
      out.write(',');
      out.write(UtcText.of(entry.since()));
      out.write(',');
      out.write(UtcText.of(entry.expiresAt()));
      out.write('\n');
    }
  }

  private static String cell(String text) {
    boolean formula = !text.isEmpty() && STARTS_A_FORMULA.indexOf(text.charAt(0)) >= 0;
    String plain = formula ? "'" + text : text;
    return mustBeQuoted(plain) ? '"' + plain.replace("\"", "\"\"") + '"' : plain;
  }

  private static boolean mustBeQuoted(String text) {
    return text.indexOf(',') >= 0
        || text.indexOf('"') >= 0
        || text.indexOf('\n') >= 0
        || text.indexOf('\r') >= 0;
  }
}
