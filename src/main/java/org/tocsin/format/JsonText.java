package org.tocsin.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import org.tocsin.address.Address.Family;

/** The list as JSON, in one object or an object a line; and how all JSON of it is written. */
public final class JsonText {

  /**
   * Writes ASCII only, so that no text, however broken, makes a document that cannot be read; and
   * never completes one that was given up half-way.
   */
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .rootValueSeparator("")
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
          .build();

  private JsonText() {}

  /** Returns a generator that leaves the stream open when it is closed. */
  public static JsonGenerator on(OutputStream out) throws IOException {
    return FACTORY.createGenerator(out);
  }

  static void object(ReleaseView release, OutputStream out) throws IOException {
    try (JsonGenerator json = on(out)) {
      json.writeStartObject();
      json.writeStringField("session", release.session());
      json.writeNumberField("serial", release.serial());
      json.writeStringField("issuedAt", UtcText.of(release.issuedAt()));
      json.writeObjectFieldStart("count");
      json.writeNumberField("v4", release.of(Family.IPV4).size());
      json.writeNumberField("v6", release.of(Family.IPV6).size());
      json.writeEndObject();
      json.writeArrayFieldStart("entries");
      for (Listed entry : release.entries()) {
        write(entry, json);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  static void objects(ReleaseView release, OutputStream out) throws IOException {
    try (JsonGenerator json = on(out)) {
      for (Listed entry : release.entries()) {
        write(entry, json);
        json.writeRaw('\n');
      }
    }
  }

  private static void write(Listed entry, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("address", entry.address().toString());
    json.writeStringField("scenario", entry.scenario());
    json.writeStringField("since", UtcText.of(entry.since()));
    json.writeStringField("expiresAt", UtcText.of(entry.expiresAt()));
    json.writeEndObject();
  }
}
