package org.tocsin.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The fields of a JSON object, read strictly: each there once, of its type, and no other. */
final class Fields {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Longer texts of a fixed form there are none. */
  private static final int LONGEST = 500;

  private final JsonNode object;
  private final String where;

  private Fields(JsonNode object, String where) throws Wrong {
    if (!object.isObject()) {
      throw new Wrong(where + " is no JSON object");
    }
    this.object = object;
    this.where = where;
  }

  /** Reads a text that is one JSON object and nothing else. */
  static Fields read(byte[] json, String where) throws Wrong {
    try {
      return new Fields(JSON.readTree(json), where);
    } catch (JsonProcessingException e) {
      throw new Wrong(
          where
              + " is no JSON with each field once"
              + (e.getLocation() == null
                  ? ""
                  : " (line %d, column %d)"
                      .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr())));
    } catch (IOException e) {
      throw new Wrong(where + " is no JSON text");
    }
  }

  /** Returns these fields if there is no other. */
  Fields only(String... names) throws Wrong {
    Set<String> expected = Set.of(names);
    for (var field = object.fieldNames(); field.hasNext(); ) {
      String name = field.next();
      if (!expected.contains(name)) {
        throw new Wrong(where + " has a field that is not documented: " + Quoted.of(name));
      }
    }
    return this;
  }

  String text(String name) throws Wrong {
    JsonNode value = object.path(name);
    if (!value.isTextual()) {
      throw missing(name, "a text");
    }
    return value.textValue();
  }

  /** A text that is not there counts as empty. */
  String textIfThere(String name) throws Wrong {
    return object.has(name) ? text(name) : "";
  }

  String matching(String name, String form, String what) throws Wrong {
    String text = text(name);
    if (text.length() > LONGEST || !text.matches(form)) {
      throw missing(name, what);
    }
    return text;
  }

  String sha256(String name) throws Wrong {
    return matching(name, "[0-9a-f]{64}", "a SHA-256 in lower-case hex");
  }

  long number(String name) throws Wrong {
    JsonNode value = object.path(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
      throw missing(name, "a whole number from 0 on");
    }
    return value.longValue();
  }

  Instant instant(String name) throws Wrong {
    try {
      return Instant.parse(text(name));
    } catch (DateTimeException e) {
      throw missing(name, "an instant as in 2026-01-01T00:00:00Z");
    }
  }

  UUID uuid(String name) throws Wrong {
    return UUID.fromString(
        matching(
            name,
            "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
            "a UUID in lower case"));
  }

  Fields object(String name) throws Wrong {
    return new Fields(object.path(name), where + ", " + name);
  }

  List<Fields> objects(String name, int most) throws Wrong {
    JsonNode array = object.path(name);
    if (!array.isArray()) {
      throw missing(name, "a list");
    }
    if (array.size() > most) {
      throw new Wrong(
          where + ": " + name + " has " + array.size() + ", at most " + most + " may be");
    }
    List<Fields> objects = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      objects.add(new Fields(array.get(i), where + ", " + name + "[" + i + "]"));
    }
    return objects;
  }

  private Wrong missing(String name, String what) {
    return new Wrong(
        where
            + ": "
            + name
            + " must be "
            + what
            + (object.has(name)
                ? ", it is " + Quoted.of(object.path(name).toString())
                : ", and is not there"));
  }
}
