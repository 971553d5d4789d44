package org.tocsin.capi;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Bodies of requests: inflated up to a limit, then read as JSON. */
final class CapiBody {

  /** The largest body of a call that anybody may make. */
  static final int SMALL = 1 << 20;

  /** The largest body of a call with a token. */
  static final int LARGE = 16 << 20;

  private static final int NESTING = 100;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              com.fasterxml.jackson.core.JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(NESTING).build())
                  .build())
          .enable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private CapiBody() {}

  /**
   * Returns the bytes behind a content encoding, refusing more than a limit before they are in
   * memory.
   */
  static byte[] inflate(byte[] body, String contentEncoding, int limit) {
    if (contentEncoding.isEmpty() || contentEncoding.equalsIgnoreCase("identity")) {
      if (body.length > limit) {
        throw tooLarge(limit);
      }
      return body;
    }
    if (!contentEncoding.equalsIgnoreCase("gzip")) {
      throw new CapiRefusal(415, "content encoding must be gzip or none");
    }
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
      byte[] inflated = gzip.readNBytes(limit + 1);
      if (inflated.length > limit) {
        throw tooLarge(limit);
      }
      return inflated;
    } catch (IOException e) {
      throw new CapiRefusal(400, "the body is not complete gzip data");
    }
  }

  private static CapiRefusal tooLarge(int limit) {
    return new CapiRefusal(413, "the body is larger than " + limit + " bytes");
  }

  /** Reads a JSON object. */
  static JsonNode object(byte[] body, String contentEncoding) {
    byte[] inflated = inflate(body, contentEncoding, SMALL);
    try {
      JsonNode node = JSON.readTree(inflated);
      if (node.isObject()) {
        return node;
      }
    } catch (IOException e) {
      // The text of a parser's complaint quotes the body, passwords included.
      throw new CapiRefusal(400, "the body is not JSON");
    }
    throw new CapiRefusal(400, "the body must be a JSON object");
  }

  /** Returns a text field, empty where it is absent, null or something else. */
  static Optional<String> text(JsonNode object, String field) {
    return Optional.ofNullable(object.get(field)).filter(JsonNode::isTextual).map(JsonNode::asText);
  }

  /** Returns whether a field is there and true. */
  static boolean flag(JsonNode object, String field) {
    return Optional.ofNullable(object.get(field)).map(node -> node.asBoolean(false)).orElse(false);
  }
}
