package org.tocsin.capi;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.tocsin.privatelist.OfferedLists.Offer;
import org.tocsin.privatelist.PrivateList;

/**
 * The lists that a stream tells its reader to fetch.
 *
 * @param base what paths are put behind
 * @param offers the lists
 */
record Links(String base, List<Offer> offers) {

  static final Links NONE = new Links("", List.of());

  Links {
    offers = List.copyOf(offers);
  }

  /** Every field is text and there, or the engine dies or passes over all lists that follow. */
  void write(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("links");
    json.writeArrayFieldStart("blocklists");
    for (Offer offer : offers) {
      if (offer.list().terms().blocking().isPresent()) {
        writeBlocklist(json, offer, offer.list().terms().blocking().get());
      }
    }
    json.writeEndArray();
    json.writeArrayFieldStart("allowlists");
    for (Offer offer : offers) {
      if (offer.list().terms().kind() == PrivateList.Kind.ALLOW) {
        writeAllowlist(json, offer);
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void writeBlocklist(JsonGenerator json, Offer offer, PrivateList.Blocking blocking)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", offer.list().terms().name());
    json.writeStringField("url", base + offer.path());
    json.writeStringField("remediation", blocking.remediation());
    json.writeStringField("scope", scope(blocking.scope()));
    json.writeStringField("duration", GoDuration.of(blocking.duration()));
    json.writeEndObject();
  }

  /** Spelt as engines store it, which is what bouncers ask for. */
  private static String scope(PrivateList.Scope scope) {
    return switch (scope) {
      case IP -> "ip";
      case RANGE -> "Range";
    };
  }

  private void writeAllowlist(JsonGenerator json, Offer offer) throws IOException {
    PrivateList list = offer.list();
    json.writeStartObject();
    json.writeStringField("name", list.terms().name());
    json.writeStringField("description", list.terms().description());
    json.writeStringField("url", base + offer.path());
    json.writeStringField("id", list.uid().toString());
    json.writeStringField("created_at", list.createdAt().toString());
    json.writeStringField("updated_at", list.updatedAt().toString());
    json.writeEndObject();
  }
}
