package org.tocsin.taxii;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.tocsin.format.JsonText;
import org.tocsin.format.StixObjects;

/** The ways in which a page of objects is sent. */
enum PageJson {
  /** The objects themselves. */
  ENVELOPE("objects") {
    @Override
    Shelf.Writer writer(Shelf shelf) {
      return shelf.writer();
    }
  },

  /** What there is, without its content. */
  MANIFEST("objects") {
    @Override
    Shelf.Writer writer(Shelf shelf) {
      return (object, json) -> {
        json.writeStartObject();
        json.writeStringField("id", shelf.id(object).toString());
        json.writeStringField("date_added", TaxiiTime.text(shelf.place(object).added()));
        json.writeStringField("version", StixObjects.time(shelf.version(object)));
        json.writeStringField("media_type", Descriptions.STIX_TYPE);
        json.writeEndObject();
      };
    }
  },

  /** The versions of one object. */
  VERSIONS("versions") {
    @Override
    Shelf.Writer writer(Shelf shelf) {
      return (object, json) -> json.writeString(StixObjects.time(shelf.version(object)));
    }
  };

  private static final int EACH = 700;

  private final String list;

  PageJson(String list) {
    this.list = list;
  }

  /** Returns what writes one object in this way. */
  abstract Shelf.Writer writer(Shelf shelf);

  /** Returns a page. An empty list is left out, as TAXII wants it. */
  byte[] of(Shelf shelf, Part.Page page) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(EACH * (page.objects().size() + 1));
    try (JsonGenerator json = JsonText.on(out)) {
      json.writeStartObject();
      json.writeBooleanField("more", page.more());
      if (page.more()) {
        json.writeStringField("next", shelf.place(page.last()).text());
      }
      if (!page.objects().isEmpty()) {
        Shelf.Writer writer = writer(shelf);
        json.writeArrayFieldStart(list);
        for (int object : page.objects()) {
          writer.write(object, json);
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return out.toByteArray();
  }
}
