package org.tocsin.agent.verification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Strict reading of one JSON object: fields nobody knows are ignored, those needed must be right.
 */
final class Fields {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private final String where;
  private final JsonNode node;

  private Fields(String where, JsonNode node) {
    this.where = where;
    this.node = node;
  }

  static Fields of(String where, byte[] json) throws ListRefused {
    try {
      return object(where, JSON.readTree(json));
    } catch (JsonProcessingException e) {
      throw new ListRefused(new Refusal.Malformed(where, "is not JSON"));
    } catch (IOException e) {
      throw new ListRefused(new Refusal.Malformed(where, "is not text"));
    }
  }

  private static Fields object(String where, @Nullable JsonNode node) throws ListRefused {
    if (node == null || !node.isObject()) {
      throw new ListRefused(new Refusal.Malformed(where, "is no object"));
    }
    return new Fields(where, node);
  }

  ListRefused malformed(String field, String why) {
    return new ListRefused(new Refusal.Malformed(where + "." + field, why));
  }

  Fields object(String field) throws ListRefused {
    return object(where + "." + field, node.get(field));
  }

  List<Fields> objects(String field, int most) throws ListRefused {
    List<Fields> found = new ArrayList<>();
    for (JsonNode one : array(field, most)) {
      found.add(object(where + "." + field + "[" + found.size() + "]", one));
    }
    return found;
  }

  /** Empty when there is no such field. */
  Optional<List<String>> texts(String field, int most) throws ListRefused {
    if (!node.has(field)) {
      return Optional.empty();
    }
    List<String> found = new ArrayList<>();
    for (JsonNode one : array(field, most)) {
      if (!one.isTextual()) {
        throw malformed(field, "is no list of texts");
      }
      found.add(one.textValue());
    }
    return Optional.of(List.copyOf(found));
  }

  private JsonNode array(String field, int most) throws ListRefused {
    JsonNode list = node.get(field);
    if (list == null || !list.isArray()) {
      throw malformed(field, "is no list");
    }
    if (list.size() > most) {
      throw new ListRefused(new Refusal.TooLarge(where + "." + field, list.size(), most));
    }
    return list;
  }

  String text(String field) throws ListRefused {
    JsonNode value = node.get(field);
    if (value == null || !value.isTextual()) {
      throw malformed(field, "is no text");
    }
    return value.textValue();
  }

  String digest(String field) throws ListRefused {
    String digest = text(field);
    if (!SHA256.matcher(digest).matches()) {
      throw malformed(field, "is no SHA-256 in lower-case hex");
    }
    return digest;
  }

  byte[] base64(String field) throws ListRefused {
    try {
      return Base64.getDecoder().decode(text(field));
    } catch (IllegalArgumentException e) {
      throw malformed(field, "is no base64");
    }
  }

  long number(String field, long most) throws ListRefused {
    JsonNode value = node.get(field);
    if (value == null || !value.isIntegralNumber()) {
      throw malformed(field, "is no whole number");
    }
    if (value.bigIntegerValue().signum() < 0) {
      throw malformed(field, "is negative");
    }
    if (!value.canConvertToLong() || value.longValue() > most) {
      long told = value.canConvertToLong() ? value.longValue() : Long.MAX_VALUE;
      throw new ListRefused(new Refusal.TooLarge(where + "." + field, told, most));
    }
    return value.longValue();
  }

  Instant instant(String field) throws ListRefused {
    try {
      return Instant.parse(text(field));
    } catch (DateTimeParseException e) {
      throw malformed(field, "is no instant");
    }
  }
}
