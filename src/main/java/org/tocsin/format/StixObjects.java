package org.tocsin.format;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.tocsin.address.Address;
import org.tocsin.address.Address.Family;

/**
 * The STIX 2.1 objects of one session, wherever they are written: who lists, and an indicator for
 * each listing.
 *
 * <p>An indicator's identifier follows from session, address and the listing's beginning, which is
 * also its {@code created}: two versions of one object must agree there. Not thread-safe; each
 * rendering makes its own.
 */
public final class StixObjects {

  /** Fixed, because an identity that never changes has one version. */
  public static final Instant IDENTITY_CREATED = Instant.parse("2026-01-01T00:00:00Z");

  /** The type of what says who lists. */
  public static final String IDENTITY = "identity";

  /** The type of what says that an address is listed. */
  public static final String INDICATOR = "indicator";

  private final NamedIds ids;
  private final UUID identity;

  /** Makes the objects of a session. */
  public StixObjects(String session) {
    this.ids = new NamedIds(session);
    this.identity = UUID.fromString(ids.of("stix-identity", ""));
  }

  /** Returns the identifier of who lists, without its type. */
  public UUID identity() {
    return identity;
  }

  /** Returns the identifier of a listing's indicator, without its type. */
  public UUID indicator(Address address, Instant since) {
    return UUID.fromString(ids.of("stix-indicator", address + "/" + UtcText.of(since)));
  }

  /** Returns a time as STIX writes it. */
  public static String time(Instant time) {
    return UtcText.of(time);
  }

  /** Writes who lists. */
  public void writeIdentity(JsonGenerator json) throws IOException {
    String created = UtcText.of(IDENTITY_CREATED);
    json.writeStartObject();
    json.writeStringField("type", IDENTITY);
    json.writeStringField("spec_version", "2.1");
    json.writeStringField("id", IDENTITY + "--" + identity);
    json.writeStringField("created", created);
    json.writeStringField("modified", created);
    json.writeStringField("name", "Tocsin");
    json.writeStringField("identity_class", "system");
    json.writeEndObject();
  }

  /** Writes an indicator. */
  public void write(StixIndicator indicator, JsonGenerator json) throws IOException {
    Listed entry = indicator.listing();
    String address = entry.address().toString();
    String since = UtcText.of(entry.since());
    json.writeStartObject();
    json.writeStringField("type", INDICATOR);
    json.writeStringField("spec_version", "2.1");
    json.writeStringField("id", INDICATOR + "--" + ids.of("stix-indicator", address + "/" + since));
    json.writeStringField("created_by_ref", IDENTITY + "--" + identity);
    json.writeStringField("created", since);
    json.writeStringField("modified", UtcText.of(indicator.modified()));
    if (indicator.revoked()) {
      json.writeBooleanField("revoked", true);
    }
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
