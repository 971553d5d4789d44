package org.tocsin.operator;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.Optional;
import org.tocsin.audit.AuditExport;
import org.tocsin.audit.AuditFilter;

/** The record of operators' acts, or a part of it, as a file. */
@ApplicationScoped
public class AuditFiles {

  private final AuditExport export;
  private final AuditLines lines;

  AuditFiles(AuditExport export, AuditLines lines) {
    this.export = export;
    this.lines = lines;
  }

  /** Returns what fits as {@code csv} or {@code ndjson}, and nothing for other formats. */
  public Optional<Response> of(AuditFilter filter, String format) {
    return switch (format) {
      case "csv" -> Optional.of(file("csv", "text/csv", out -> export.writeCsv(filter, out)));
      case "ndjson" ->
          Optional.of(file("ndjson", "application/x-ndjson", out -> lines.write(filter, out)));
      default -> Optional.empty();
    };
  }

  private static Response file(String ending, String type, StreamingOutput content) {
    return Response.ok(content, type)
        .header("Content-Disposition", "attachment; filename=\"audit." + ending + "\"")
        .header("X-Content-Type-Options", "nosniff")
        .header("Cache-Control", "no-store")
        .build();
  }
}
