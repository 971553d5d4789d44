package org.tocsin.agent.acquisition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * An entry of the journal.
 *
 * @param cursor where in the journal it stands
 * @param time when it was received
 * @param line it as a syslog daemon would have written it; empty if there is no message in it
 */
record JournalEntry(String cursor, Instant time, String line) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final DateTimeFormatter CLASSIC =
      DateTimeFormatter.ofPattern("MMM d HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Reads what journalctl gives as JSON; nothing if it is something else. */
  static Optional<JournalEntry> of(String json) {
    try {
      JsonNode entry = JSON.readTree(json);
      Optional<Instant> received = time(entry.path("__REALTIME_TIMESTAMP"));
      String cursor = entry.path("__CURSOR").asText();
      if (received.isEmpty() || cursor.isEmpty()) {
        return Optional.empty();
      }
      Instant said = time(entry.path("_SOURCE_REALTIME_TIMESTAMP")).orElse(received.get());
      return Optional.of(new JournalEntry(cursor, received.get(), line(entry, said)));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> time(JsonNode micros) {
    try {
      long since = Long.parseLong(micros.asText());
      return Optional.of(Instant.EPOCH.plus(since, ChronoUnit.MICROS));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String line(JsonNode entry, Instant time) {
    String message = text(entry.path("MESSAGE"));
    if (message.isBlank()) {
      return "";
    }
    String program = first(entry, "SYSLOG_IDENTIFIER", "_COMM").orElse("unknown");
    String process = first(entry, "_PID", "SYSLOG_PID").map(id -> "[" + id + "]").orElse("");
    String host = first(entry, "_HOSTNAME").orElse("localhost");
    String line = CLASSIC.format(time) + " " + host + " " + program + process + ": " + message;
    return line.substring(0, Math.min(line.length(), LineReader.LONGEST));
  }

  private static Optional<String> first(JsonNode entry, String... names) {
    for (String name : names) {
      String text = text(entry.path(name));
      if (!text.isBlank()) {
        return Optional.of(text);
      }
    }
    return Optional.empty();
  }

  /**
   * A field's text; what is no UTF-8 comes as a list of bytes, what was set twice as one of texts.
   */
  private static String text(JsonNode field) {
    if (!field.isArray()) {
      return field.isTextual() ? field.asText().strip().replace('\n', ' ') : "";
    }
    if (field.path(0).isTextual()) {
      return text(field.path(0));
    }
    byte[] bytes = new byte[field.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) field.path(i).asInt();
    }
    String text = new LineText().of(bytes, 0, bytes.length);
    return text.strip().replace('\n', ' ');
  }
}
