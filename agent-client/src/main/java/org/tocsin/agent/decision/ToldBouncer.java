package org.tocsin.agent.decision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a bouncer has been told so far.
 *
 * @param change up to which change of this machine's own decisions
 * @param at up to which moment's ends, in milliseconds since 1970
 * @param lists which state of which list
 * @param allowed which ranges were left out
 */
record ToldBouncer(long change, long at, Map<String, ToldList> lists, List<String> allowed) {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /**
   * What a bouncer knows of a list.
   *
   * @param version which state
   * @param whole when it was last told all of it, in milliseconds since 1970
   * @param lasts until when what it was told then holds
   */
  record ToldList(long version, long whole, long lasts) {}

  static Optional<ToldBouncer> read(String text) {
    try {
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(JSON.readValue(text, ToldBouncer.class))
              .filter(told -> told.lists() != null && told.allowed() != null);
    } catch (JsonProcessingException e) {
      return Optional.empty(); // It is told everything again, which harms nobody.
    }
  }

  String text() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers and texts can always be written as JSON", e);
    }
  }

  DecisionBook.Told own() {
    return new DecisionBook.Told(change, Instant.ofEpochMilli(at));
  }
}
