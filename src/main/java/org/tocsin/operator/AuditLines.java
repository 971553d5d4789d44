package org.tocsin.operator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import org.tocsin.audit.AuditEntry;
import org.tocsin.audit.AuditExport;
import org.tocsin.audit.AuditFilter;

/** Acts of operators as JSON, an object a line. */
@ApplicationScoped
class AuditLines {

  private static final JsonFactory JSON = new JsonFactory();

  private final AuditExport export;

  AuditLines(AuditExport export) {
    this.export = export;
  }

  /** Writes what fits. The stream is not closed. */
  void write(AuditFilter filter, OutputStream out) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.setRootValueSeparator(null);
      export.each(filter, entry -> line(json, entry));
    }
  }

  private static void line(JsonGenerator json, AuditEntry entry) throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", entry.id());
    json.writeStringField("at", entry.at().toString());
    json.writeStringField("operator", entry.operator());
    json.writeStringField("act", entry.act());
    json.writeStringField("subject", entry.subject());
    json.writeStringField("detail", entry.detail());
    json.writeEndObject();
    json.writeRaw('\n');
  }
}
