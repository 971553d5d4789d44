package org.tocsin.bouncer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.tocsin.address.Address;

/** Decisions as bouncers read them. */
final class DecisionJson {

  private static final JsonFactory JSON = new JsonFactory();

  /** What is said when nothing matches; some bouncers compare the body with exactly this. */
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  private DecisionJson() {}

  private interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  private static byte[] bytes(Body body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      body.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return out.toByteArray();
  }

  static byte[] update(Decisions.Update update, Instant now) {
    return bytes(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("new");
          for (Decisions.Held held : update.held()) {
            write(json, held, now);
          }
          json.writeEndArray();
          json.writeArrayFieldStart("deleted");
          for (Decisions.Gone gone : update.gone()) {
            write(json, gone.address(), gone.scenario(), Duration.ofSeconds(-1));
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  static byte[] list(List<Decisions.Held> decisions, Instant now) {
    return decisions.isEmpty()
        ? NULL.clone()
        : bytes(
            json -> {
              json.writeStartArray();
              for (Decisions.Held held : decisions) {
                write(json, held, now);
              }
              json.writeEndArray();
            });
  }

  private static void write(JsonGenerator json, Decisions.Held held, Instant now)
      throws IOException {
    write(json, held.address(), held.scenario(), Duration.between(now, held.until()));
  }

  private static void write(JsonGenerator json, Address address, String scenario, Duration duration)
      throws IOException {
    String value = address.toString();
    UUID name = UUID.nameUUIDFromBytes(value.getBytes(StandardCharsets.US_ASCII));
    json.writeStartObject();
    json.writeNumberField("id", name.hashCode() & Integer.MAX_VALUE);
    json.writeStringField("uuid", name.toString());
    json.writeStringField("origin", "CAPI");
    json.writeStringField("type", "ban");
    json.writeStringField("scope", "Ip");
    json.writeStringField("value", value);
    json.writeStringField("duration", canonical(duration));
    json.writeStringField("scenario", scenario);
    json.writeEndObject();
  }

  /** Go's own way to write a length of time; some readers know no other. */
  static String canonical(Duration duration) {
    long seconds = Math.abs(duration.toSeconds());
    String text = seconds % 60 + "s";
    if (seconds >= 60) {
      text = seconds / 60 % 60 + "m" + text;
    }
    if (seconds >= 3_600) {
      text = seconds / 3_600 + "h" + text;
    }
    return duration.isNegative() && seconds > 0 ? "-" + text : text;
  }
}
