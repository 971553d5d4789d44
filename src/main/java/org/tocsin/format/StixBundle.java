package org.tocsin.format;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import org.tocsin.address.Address;
import org.tocsin.address.Address.Family;

/**
 * The list as one STIX 2.1 bundle: who says so, and an indicator for each address.
 *
 * <p>An indicator's identifier follows from session, address and the listing's beginning, which is
 * also its {@code created}: two versions of one object must agree there. Each release is a new
 * version, {@code modified} when it was made, since the expiry may have moved.
 */
final class StixBundle {

  /** Fixed, because an identity that never changes has one version. */
  private static final String IDENTITY_CREATED = "2026-01-01T00:00:00.000Z";

  private StixBundle() {}

  static void write(ReleaseView release, OutputStream out) throws IOException {
    NamedIds ids = new NamedIds(release.session());
    String identity = "identity--" + ids.of("stix-identity", "");
    try (JsonGenerator json = JsonText.on(out)) {
      json.writeStartObject();
      json.writeStringField("type", "bundle");
      json.writeStringField(
          "id", "bundle--" + ids.of("stix-bundle", Long.toString(release.serial())));
      json.writeArrayFieldStart("objects");
      writeIdentity(identity, json);
      for (Listed entry : release.entries()) {
        write(entry, release.issuedAt(), identity, ids, json);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void writeIdentity(String identity, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "identity");
    json.writeStringField("spec_version", "2.1");
    json.writeStringField("id", identity);
    json.writeStringField("created", IDENTITY_CREATED);
    json.writeStringField("modified", IDENTITY_CREATED);
    json.writeStringField("name", "Tocsin");
    json.writeStringField("identity_class", "system");
    json.writeEndObject();
  }

  private static void write(
      Listed entry, Instant issuedAt, String identity, NamedIds ids, JsonGenerator json)
      throws IOException {
    String address = entry.address().toString();
    String since = UtcText.of(entry.since());
    json.writeStartObject();
    json.writeStringField("type", "indicator");
    json.writeStringField("spec_version", "2.1");
    json.writeStringField("id", "indicator--" + ids.of("stix-indicator", address + "/" + since));
    json.writeStringField("created_by_ref", identity);
    json.writeStringField("created", since);
    boolean later = issuedAt.isAfter(entry.since());
    json.writeStringField("modified", later ? UtcText.of(issuedAt) : since);
    json.writeStringField("name", address);
    json.writeArrayFieldStart("indicator_types");
    json.writeString("malicious-activity");
    json.writeEndArray();
    json.writeArrayFieldStart("labels");
    json.writeString(entry.scenario());
    json.writeEndArray();
    json.writeStringField("pattern", pattern(entry.address(), address));
    json.writeStringField("pattern_type", "stix");
    json.writeStringField("pattern_version", "2.1");
    json.writeStringField("valid_from", since);
    json.writeStringField("valid_until", UtcText.of(entry.expiresAt()));
    json.writeEndObject();
  }

  private static String pattern(Address address, String text) {
    String type = address.family() == Family.IPV4 ? "ipv4-addr" : "ipv6-addr";
    return "[" + type + ":value = '" + text + "']";
  }
}
