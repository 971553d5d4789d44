package org.tocsin.agent.decision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tocsin.agent.event.Alert;
import org.tocsin.agent.event.AlertEvent;

/** Writes alerts down for people: the last events with what their lines meant, never the lines. */
final class AlertWriting {
  private static final int MOST_EVENTS = 50;
  private static final int LONGEST_VALUE = 1_000;
  private static final int LONGEST_NAME = 255;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private AlertWriting() {}

  static AlertRecord record(Alert alert, String uuid, boolean simulated, Instant now) {
    return new AlertRecord(
        0,
        uuid,
        alert.scenario().name(),
        alert.scenario().hash(),
        new Target(cut(alert.source().scope()), cut(alert.source().value())),
        new AlertRecord.Place(
            alert.source().place().country(),
            alert.source().place().asNumber(),
            alert.source().place().asName()),
        alert.eventsCount(),
        alert.span().start().toInstant(),
        alert.span().stop().toInstant(),
        now,
        alert.message(),
        simulated,
        details(alert.events()));
  }

  private static String cut(String text) {
    return text.length() > LONGEST_NAME ? text.substring(0, LONGEST_NAME) : text;
  }

  private static String details(List<AlertEvent> events) {
    List<Map<String, Object>> written = new ArrayList<>();
    for (AlertEvent event :
        events.subList(Math.max(0, events.size() - MOST_EVENTS), events.size())) {
      Map<String, String> meta = new LinkedHashMap<>();
      event
          .meta()
          .forEach(
              (key, value) ->
                  meta.put(
                      key,
                      value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) : value));
      written.add(Map.of("timestamp", event.timestamp(), "meta", meta));
    }
    try {
      return JSON.writeValueAsString(written);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can always be written as JSON", e);
    }
  }
}
