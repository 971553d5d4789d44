package org.tocsin.format;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;

/**
 * The list as one STIX 2.1 bundle: who says so, and an indicator for each address.
 *
 * <p>Each release is a new version of every indicator, {@code modified} when it was made, since the
 * expiry may have moved.
 */
final class StixBundle {

  private StixBundle() {}

  static void write(ReleaseView release, OutputStream out) throws IOException {
    NamedIds ids = new NamedIds(release.session());
    StixObjects objects = new StixObjects(release.session());
    try (JsonGenerator json = JsonText.on(out)) {
      json.writeStartObject();
      json.writeStringField("type", "bundle");
      json.writeStringField(
          "id", "bundle--" + ids.of("stix-bundle", Long.toString(release.serial())));
      json.writeArrayFieldStart("objects");
      objects.writeIdentity(json);
      for (Listed entry : release.entries()) {
        Instant since = entry.since();
        Instant modified = release.issuedAt().isAfter(since) ? release.issuedAt() : since;
        objects.write(new StixIndicator(entry, modified, false), json);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }
}
