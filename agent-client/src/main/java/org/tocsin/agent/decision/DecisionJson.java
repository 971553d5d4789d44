package org.tocsin.agent.decision;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Decisions in the JSON that bouncers of the field read. */
final class DecisionJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private DecisionJson() {}

  /** A list of decisions; {@code null} for none, which is what bouncers look for. */
  static void list(OutputStream out, List<Decision> decisions, Instant now) throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      if (decisions.isEmpty()) {
        json.writeNull();
        return;
      }
      json.writeStartArray();
      for (Decision decision : decisions) {
        write(json, decision, now);
      }
      json.writeEndArray();
    }
  }

  /** News in a stream: an object of what is new and what is over. */
  static final class News implements BouncerNews.Writer, AutoCloseable {
    private final JsonGenerator json;
    private final Instant now;

    News(OutputStream out, Instant now) throws IOException {
      this.json = FACTORY.createGenerator(out);
      this.now = now;
      json.writeStartObject();
      json.writeArrayFieldStart("new");
    }

    @Override
    public void added(Decision decision) throws IOException {
      write(json, decision, now);
    }

    @Override
    public void startRemoved() throws IOException {
      json.writeEndArray();
      json.writeArrayFieldStart("deleted");
    }

    @Override
    public void removed(Decision decision) throws IOException {
      write(json, decision, now);
    }

    void finish() throws IOException {
      json.writeEndArray();
      json.writeEndObject();
      json.flush();
    }

    @Override
    public void close() throws IOException {
      json.close();
    }
  }

  private static void write(JsonGenerator json, Decision decision, Instant now) throws IOException {
    json.writeStartObject();
    json.writeStringField("duration", DurationText.of(Duration.between(now, decision.until())));
    if (!decision.uuid().isEmpty()) {
      json.writeStringField("uuid", decision.uuid());
    }
    json.writeStringField("origin", decision.origin());
    json.writeStringField("scenario", decision.scenario());
    json.writeStringField("scope", decision.target().scope());
    json.writeStringField("type", decision.type());
    json.writeStringField("value", decision.target().value());
    json.writeEndObject();
  }
}
