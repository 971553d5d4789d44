package org.tocsin.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A head as JSON. */
final class HeadJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private HeadJson() {}

  /** Names the keys that sign where they are several, so that readers learn one from another. */
  static byte[] write(Head head, List<String> keys) {
    ObjectNode node = JSON.createObjectNode();
    node.put("session", head.session().toString());
    node.put("serial", head.serial());
    node.put("issuedAt", head.issuedAt().toString());
    node.put("expiresAt", head.expiresAt().toString());
    node.putObject("count").put("v4", head.v4()).put("v6", head.v6());
    node.put("setSha256", head.setSha256());
    write(head.snapshot(), node.putObject("snapshot"));
    ArrayNode deltas = node.putArray("deltas");
    for (Head.Delta delta : head.deltas()) {
      ObjectNode one = deltas.addObject().put("from", delta.from()).put("to", delta.to());
      write(delta.file(), one);
    }
    if (keys.size() > 1) {
      keys.forEach(node.putArray("keys")::add);
    }
    try {
      return JSON.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a head could not be written", e);
    }
  }

  private static void write(Head.File file, ObjectNode node) {
    node.put("url", file.url()).put("sha256", file.sha256()).put("bytes", file.bytes());
  }

  /** Reads what {@link #write} wrote. */
  static Head read(byte[] json) throws IOException {
    JsonNode node = JSON.readTree(json);
    List<Head.Delta> deltas = new ArrayList<>();
    for (JsonNode delta : node.required("deltas")) {
      deltas.add(
          new Head.Delta(
              delta.required("from").asLong(), delta.required("to").asLong(), file(delta)));
    }
    return new Head(
        UUID.fromString(node.required("session").asText()),
        node.required("serial").asLong(),
        Instant.parse(node.required("issuedAt").asText()),
        Instant.parse(node.required("expiresAt").asText()),
        node.required("count").required("v4").asInt(),
        node.required("count").required("v6").asInt(),
        node.required("setSha256").asText(),
        file(node.required("snapshot")),
        deltas);
  }

  private static Head.File file(JsonNode node) {
    return new Head.File(
        node.required("url").asText(),
        node.required("sha256").asText(),
        node.required("bytes").asLong());
  }
}
