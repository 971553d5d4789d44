package org.tocsin.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** One active decision as an engine shows it. */
record Decision(String origin, String type, String scope, String value, String scenario) {

  /**
   * Reads {@code cscli decisions list -o json}: an array of alerts, each holding its decisions, or
   * the word null when there are none.
   */
  static List<Decision> parse(String json) {
    List<Decision> decisions = new ArrayList<>();
    for (JsonNode alert : read(json)) {
      for (JsonNode decision : alert.path("decisions")) {
        decisions.add(
            new Decision(
                decision.path("origin").asText(),
                decision.path("type").asText(),
                decision.path("scope").asText(),
                decision.path("value").asText(),
                decision.path("scenario").asText()));
      }
    }
    return decisions;
  }

  private static JsonNode read(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not the JSON of cscli: " + json, e);
    }
  }
}
