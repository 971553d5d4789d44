package org.tocsin.audit;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The record, or what of it fits, handed out in order, a part at a time: neither memory nor a
 * transaction grows with it.
 */
@ApplicationScoped
public class AuditExport {

  private static final int AT_ONCE = 1_000;

  /** What a spreadsheet takes for the beginning of a formula. */
  private static final String FORMULA = "=+-@\t\r";

  private final AuditTrail trail;

  AuditExport(AuditTrail trail) {
    this.trail = trail;
  }

  /** Takes one entry. */
  public interface Receiver {
    /** Takes the next entry in order. */
    void take(AuditEntry entry) throws IOException;
  }

  /** Hands every entry that fits to a receiver. */
  public void each(AuditFilter filter, Receiver receiver) throws IOException {
    Optional<Long> after = Optional.of(0L);
    while (after.isPresent()) {
      long from = after.get();
      AuditTrail.Part part =
          QuarkusTransaction.requiringNew().call(() -> trail.forward(filter, from, AT_ONCE));
      for (AuditEntry entry : part.entries()) {
        receiver.take(entry);
      }
      after = part.next();
    }
  }

  /**
   * Writes what fits as CSV (RFC 4180) with a header, every cell in quotation marks. A cell that a
   * spreadsheet would take for a formula is preceded by an apostrophe. The stream is not closed.
   */
  public void writeCsv(AuditFilter filter, OutputStream out) throws IOException {
    Writer csv = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    row(csv, List.of("id", "at", "operator", "act", "subject", "detail"));
    each(
        filter,
        entry ->
            row(
                csv,
                List.of(
                    Long.toString(entry.id()),
                    entry.at().toString(),
                    entry.operator(),
                    entry.act(),
                    entry.subject(),
                    entry.detail())));
    csv.flush();
  }

  private static void row(Writer csv, List<String> cells) throws IOException {
    for (int i = 0; i < cells.size(); i++) {
      csv.append(i == 0 ? "\"" : ",\"")
          .append(safe(cells.get(i)).replace("\"", "\"\""))
          .append('"');
    }
    csv.append("\r\n");
  }

  private static String safe(String cell) {
    return !cell.isEmpty() && FORMULA.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
  }
}
