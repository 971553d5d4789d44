package org.tocsin.agent.event;

import java.util.Map;
import org.tocsin.agent.expression.Shape;
import org.tocsin.agent.expression.Shaped;
import org.tocsin.agent.expression.Type;

/**
 * One of the events that led to an alert.
 *
 * @param meta what its line meant, by key
 * @param timestamp when it happened, as text
 */
public record AlertEvent(Map<String, String> meta, String timestamp) implements Shaped {
  static final Shape<AlertEvent> SHAPE =
      Shape.of("an event of an alert", AlertEvent.class)
          .field("Timestamp", Type.TEXT, AlertEvent::timestamp)
          .method("GetMeta", Type.TEXT, 1, (event, key) -> event.get(String.valueOf(key[0])))
          .build();

  /** The value under this key, or the empty text. */
  public String get(String key) {
    return meta.getOrDefault(key, "");
  }

  @Override
  public Shape<?> shape() {
    return SHAPE;
  }
}
