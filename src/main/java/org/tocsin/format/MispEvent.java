package org.tocsin.format;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;

/**
 * The list as one MISP event.
 *
 * <p>The event keeps its identifier over all releases of a session and its timestamp moves on: MISP
 * takes an attribute's identifier once in all events, so an event for each release would lose the
 * attributes that it shares with the one before. MISP does not delete what a feed's event no longer
 * holds; there, ageing is the business of its decaying models.
 */
final class MispEvent {

  private static final String INFO = "Tocsin blocklist";

  private MispEvent() {}

  static void write(ReleaseView release, OutputStream out) throws IOException {
    NamedIds ids = new NamedIds(release.session());
    try (JsonGenerator json = JsonText.on(out)) {
      json.writeStartObject();
      json.writeObjectFieldStart("Event");
      json.writeStringField("uuid", id(ids));
      String timestamp = seconds(release.issuedAt());
      json.writeStringField("timestamp", timestamp);
      json.writeStringField("publish_timestamp", timestamp);
      json.writeBooleanField("published", true);
      writeSummary(release, ids, json);
      json.writeArrayFieldStart("Attribute");
      for (Listed entry : release.entries()) {
        write(entry, ids, json);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  /** Returns the event's identifier, the same in every release of a session. */
  static String id(NamedIds ids) {
    return ids.of("misp-event", "");
  }

  /** Returns a time as MISP writes timestamps: seconds since 1970. */
  static String seconds(Instant time) {
    return Long.toString(time.getEpochSecond());
  }

  /** Writes what an event and its line of the manifest share. */
  static void writeSummary(ReleaseView release, NamedIds ids, JsonGenerator json)
      throws IOException {
    json.writeStringField("info", INFO);
    json.writeStringField("date", UtcText.of(release.issuedAt()).substring(0, 10));
    json.writeStringField("analysis", "2"); // completed
    json.writeStringField("threat_level_id", "4"); // undefined
    json.writeObjectFieldStart("Orgc");
    json.writeStringField("name", "Tocsin");
    json.writeStringField("uuid", ids.of("misp-organisation", ""));
    json.writeEndObject();
  }

  private static void write(Listed entry, NamedIds ids, JsonGenerator json) throws IOException {
    String value = entry.address().toString();
    json.writeStartObject();
    json.writeStringField("uuid", ids.of("misp-attribute", value));
    json.writeStringField("type", "ip-src");
    json.writeStringField("category", "Network activity");
    json.writeStringField("value", value);
    json.writeBooleanField("to_ids", true);
    json.writeBooleanField("disable_correlation", false);
    json.writeStringField("timestamp", seconds(entry.since()));
    json.writeStringField("first_seen", UtcText.of(entry.since()));
    json.writeStringField("comment", entry.scenario());
    json.writeEndObject();
  }
}
