package org.tocsin.app;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Predicate;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;

/** One JSON object of a record, read strictly: every problem names the place and the field. */
final class RecordedObject {

  private static final int LONGEST_NAME = 200;
  private static final int DEEPEST = 20;
  private static final long LARGEST_NUMBER = 4_294_967_295L;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String place;
  private final JsonNode object;

  RecordedObject(String place, JsonNode object, Set<String> fields) throws BadRecord {
    this.place = place;
    this.object = object;
    if (!object.isObject()) {
      throw new BadRecord(place + ": expected a JSON object");
    }
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!fields.contains(name)) {
        throw problem(name, "unknown field");
      }
    }
  }

  static RecordedObject parse(String place, String text, Set<String> fields) throws BadRecord {
    try (JsonParser parser = MAPPER.createParser(text)) {
      JsonNode node = MAPPER.readTree(parser);
      if (node == null || node.isMissingNode()) {
        throw new BadRecord(place + ": expected a JSON object, found nothing");
      }
      return new RecordedObject(place, node, fields);
    } catch (JsonProcessingException e) {
      throw new BadRecord(place + ": not JSON: " + shown(e.getOriginalMessage()));
    } catch (java.io.IOException e) {
      throw new BadRecord(place + ": not JSON: " + shown(String.valueOf(e.getMessage())));
    }
  }

  /** Some editors begin a file with a byte order mark. */
  static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static String shown(String text) {
    String line = text.lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", "?");
    return line.length() <= LONGEST_NAME ? line : line.substring(0, LONGEST_NAME) + "…";
  }

  BadRecord problem(String field, String message) {
    return new BadRecord(place + ": " + shown(field) + ": " + message);
  }

  boolean has(String field) {
    return object.has(field);
  }

  /** Returns the value of a field that must be there. */
  private JsonNode field(String field) throws BadRecord {
    JsonNode value = object.get(field);
    if (value == null || value.isNull()) {
      throw problem(field, "the field is missing");
    }
    return value;
  }

  private String text(String field, String expected, Predicate<String> fits) throws BadRecord {
    JsonNode value = field(field);
    if (!value.isTextual() || !fits.test(value.textValue())) {
      throw problem(field, "expected " + expected + ", found " + shown(value.toString()));
    }
    return value.textValue();
  }

  /** Returns a name: not empty, not long, without control characters. */
  String name(String field) throws BadRecord {
    return text(
        field,
        "a name of 1 to " + LONGEST_NAME + " characters",
        text ->
            !text.isBlank()
                && text.length() <= LONGEST_NAME
                && text.chars().noneMatch(Character::isISOControl));
  }

  long number(String field) throws BadRecord {
    JsonNode value = field(field);
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < 0
        || value.longValue() > LARGEST_NUMBER) {
      throw problem(
          field, "expected a number from 0 to " + LARGEST_NUMBER + ", found " + shown(value + ""));
    }
    return value.longValue();
  }

  boolean flag(String field) throws BadRecord {
    if (!object.has(field)) {
      return false;
    }
    JsonNode value = field(field);
    if (!value.isBoolean()) {
      throw problem(field, "expected true or false, found " + shown(value.toString()));
    }
    return value.booleanValue();
  }

  Instant instant(String field) throws BadRecord {
    String text = text(field, "an instant such as 2026-01-01T00:00:00Z", any -> true);
    try {
      Instant at = OffsetDateTime.parse(text).toInstant();
      if (at.isBefore(Instant.EPOCH) || at.isAfter(Instant.parse("2200-01-01T00:00:00Z"))) {
        throw problem(field, "the year must lie between 1970 and 2200, found " + shown(text));
      }
      return at;
    } catch (DateTimeException e) {
      throw problem(
          field, "expected an instant such as 2026-01-01T00:00:00Z, found " + shown(text));
    }
  }

  Address address(String field) throws BadRecord {
    String text = text(field, "an IPv4 or IPv6 address", any -> true);
    return Address.parse(text)
        .filter(address -> text.indexOf('%') < 0) // a zone means something on one machine only
        .orElseThrow(() -> problem(field, "expected an IP address, found " + shown(text)));
  }

  Prefix range(String field) throws BadRecord {
    return range(place, field, field(field));
  }

  static Prefix range(String place, String field, JsonNode value) throws BadRecord {
    if (value.isTextual()
        && Prefix.read(value.textValue()) instanceof Prefix.Reading.Accepted accepted) {
      return accepted.prefix();
    }
    throw new BadRecord(
        place + ": " + field + ": expected an address or range, found " + shown(value.toString()));
  }

  String word(String field, Set<String> allowed) throws BadRecord {
    return text(field, "one of " + String.join(", ", allowed), allowed::contains);
  }

  /** Returns a list; none if the field is not there. */
  Iterable<JsonNode> list(String field) throws BadRecord {
    if (!object.has(field)) {
      return java.util.List.of();
    }
    JsonNode value = field(field);
    if (!value.isArray()) {
      throw problem(field, "expected a list, found " + shown(value.toString()));
    }
    return value;
  }
}
