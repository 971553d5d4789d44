package org.tocsin.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;

/** A signed head: a DSSE envelope. What is signed is the payload together with its type. */
final class Envelope {

  private static final String TYPE = "application/vnd.tocsin.head+json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private Envelope() {}

  static byte[] seal(byte[] payload, ReleaseKeys keys) {
    ObjectNode envelope = JSON.createObjectNode();
    envelope.put("payloadType", TYPE);
    envelope.put("payload", Base64.getEncoder().encodeToString(payload));
    ArrayNode signatures = envelope.putArray("signatures");
    byte[] message = preAuthenticated(payload);
    for (SigningKey key : keys.all()) {
      signatures
          .addObject()
          .put("keyid", key.id())
          .put("sig", Base64.getEncoder().encodeToString(key.sign(message)));
    }
    try {
      return JSON.writeValueAsBytes(envelope);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a head could not be written", e);
    }
  }

  /** Returns the payload if one of the keys signed it. */
  static Optional<byte[]> open(byte[] sealed, ReleaseKeys keys) {
    try {
      JsonNode envelope = JSON.readTree(sealed);
      byte[] payload = Base64.getDecoder().decode(envelope.path("payload").asText());
      byte[] message = preAuthenticated(payload);
      for (JsonNode signature : envelope.path("signatures")) {
        byte[] bytes = Base64.getDecoder().decode(signature.path("sig").asText());
        for (SigningKey key : keys.all()) {
          if (key.id().equals(signature.path("keyid").asText()) && key.verifies(message, bytes)) {
            return Optional.of(payload);
          }
        }
      }
      return Optional.empty();
    } catch (IOException | IllegalArgumentException | GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private static byte[] preAuthenticated(byte[] payload) {
    byte[] head =
        ("DSSEv1 " + TYPE.length() + ' ' + TYPE + ' ' + payload.length + ' ')
            .getBytes(StandardCharsets.US_ASCII);
    byte[] message = new byte[head.length + payload.length];
    System.arraycopy(head, 0, message, 0, head.length);
    System.arraycopy(payload, 0, message, head.length, payload.length);
    return message;
  }
}
