package org.tocsin.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** The few fields of answers that matter here. */
final class Json {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static JsonNode read(byte[] body) {
    try {
      return MAPPER.readTree(body);
    } catch (IOException e) {
      throw new BenchmarkFailed("an answer is not JSON", e);
    }
  }

  static String text(byte[] body, String field) {
    return read(body).path(field).asText();
  }

  static long number(byte[] body, String field) {
    return read(body).path(field).asLong();
  }
}
