package org.tocsin.operator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The JSON object of a request, taken apart field by field. What nobody took when {@link #done()}
 * is called is an unknown field, and the request is refused.
 */
public final class RequestBody {

  private static final int LARGEST = 64 << 10;
  private static final int NESTING = 20;
  private static final int LONGEST_TAG = 100;
  private static final int MOST_TAGS = 50;
  private static final int MOST_FILES = 1_000;
  private static final int LONGEST_NAME = 200;

  /** Later than anybody plans, and well within what the database can hold. */
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private static final Pattern NOT_PRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}]");

  private static final Pattern LINE_BREAK = Pattern.compile("\\r\\n?|\\n");

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(NESTING).build())
                  .build())
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final ObjectNode fields;

  /** Where this object stands in the request's body, for what is said about its fields. */
  private final String where;

  private RequestBody(ObjectNode fields, String where) {
    this.fields = fields;
    this.where = where;
  }

  /** Reads a body; an absent one stands for an object without fields. */
  public static RequestBody of(byte[] body) {
    return of(body, LARGEST);
  }

  static RequestBody of(byte[] body, int largest) {
    if (read(body, largest) instanceof ObjectNode object) {
      return new RequestBody(object, "");
    }
    throw Problem.badRequest("the body must be a JSON object");
  }

  /** Reads a body that may be a list alone, which then stands for an object with this one field. */
  static RequestBody orListOf(String field, byte[] body, int largest) {
    JsonNode node = read(body, largest);
    return node.isArray()
        ? new RequestBody(JSON.createObjectNode().set(field, node), "")
        : of(body, largest);
  }

  private static JsonNode read(byte[] body, int largest) {
    if (body.length > largest) {
      throw new Problem(413, "the body is larger than " + largest + " bytes");
    }
    try {
      return body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
    } catch (IOException e) {
      throw Problem.badRequest("the body is not JSON, or has a field twice");
    }
  }

  private Optional<JsonNode> take(String field) {
    return Optional.ofNullable(fields.remove(field)).filter(node -> !node.isNull());
  }

  private Problem expected(String field, String what) {
    return Problem.badRequest("field '" + where + field + "' must be " + what);
  }

  /**
   * Takes a list of objects. A text in it stands for an object with this text as the one field that
   * every object has.
   */
  List<RequestBody> objects(String field, String mainField, int most) {
    JsonNode list = take(field).orElse(MissingNode.getInstance());
    if (!list.isArray() || list.size() > most) {
      throw expected(field, "a list of at most " + most);
    }
    List<RequestBody> objects = new ArrayList<>(list.size());
    for (JsonNode node : list) {
      String name = where + field + "[" + objects.size() + "]";
      if (node instanceof ObjectNode object) {
        objects.add(new RequestBody(object, name + "."));
      } else if (node.isTextual()) {
        objects.add(new RequestBody(JSON.createObjectNode().set(mainField, node), name + "."));
      } else {
        throw Problem.badRequest("field '" + name + "' must be a text or an object");
      }
    }
    return objects;
  }

  /** Refuses a field for what its text means. */
  Problem refused(String field, String problem) {
    return Problem.badRequest("field '" + where + field + "': " + problem);
  }

  /** Takes text that people will read: there, not blank, printable, and not longer than a limit. */
  public String text(String field, int longest) {
    return take(field)
        .filter(JsonNode::isTextual)
        .map(node -> node.asText().strip())
        .filter(text -> !text.isEmpty() && text.length() <= longest)
        .filter(text -> !NOT_PRINTABLE.matcher(text).find())
        .orElseThrow(() -> expected(field, "printable text of 1 to " + longest + " characters"));
  }

  /** Takes text as {@link #text} does, but it may be absent. */
  public Optional<String> optionalText(String field, int longest) {
    return fields.path(field).isNull() || !fields.has(field)
        ? take(field).map(JsonNode::asText)
        : Optional.of(text(field, longest));
  }

  /** Takes text as {@link #text} does, but it may have line breaks. */
  public String prose(String field, int longest) {
    return take(field)
        .filter(JsonNode::isTextual)
        .map(node -> LINE_BREAK.matcher(node.asText()).replaceAll("\n").strip())
        .filter(text -> !text.isEmpty() && text.length() <= longest)
        .filter(text -> !NOT_PRINTABLE.matcher(text.replace('\n', ' ')).find())
        .orElseThrow(() -> expected(field, "printable text of 1 to " + longest + " characters"));
  }

  /** Takes an object of texts by their names, or nothing if a word stands in its place. */
  Optional<SortedMap<String, String>> textsOr(String field, String word) {
    Problem expected =
        expected(field, "'" + word + "' or an object with the text of each file by its name");
    JsonNode node = take(field).orElseThrow(() -> expected);
    if (node.isTextual() && node.asText().equals(word)) {
      return Optional.empty();
    }
    if (!node.isObject() || node.size() > MOST_FILES) {
      throw expected;
    }
    SortedMap<String, String> texts = new TreeMap<>();
    for (Map.Entry<String, JsonNode> file : node.properties()) {
      String name = file.getKey();
      if (!file.getValue().isTextual()
          || name.isBlank()
          || name.length() > LONGEST_NAME
          || NOT_PRINTABLE.matcher(name).find()) {
        throw expected;
      }
      texts.put(name, file.getValue().asText());
    }
    return Optional.of(texts);
  }

  /** Takes one of the given words. */
  String word(String field, List<String> allowed) {
    return oneOf(field, take(field).orElse(MissingNode.getInstance()), allowed);
  }

  /** Takes one of the given words, or the first of them if it is absent. */
  String wordOrFirst(String field, List<String> allowed) {
    return take(field).map(node -> oneOf(field, node, allowed)).orElse(allowed.get(0));
  }

  private String oneOf(String field, JsonNode node, List<String> allowed) {
    if (!node.isTextual() || !allowed.contains(node.asText())) {
      throw expected(field, "one of " + String.join(", ", allowed));
    }
    return node.asText();
  }

  /** Takes a boolean that may be absent, and then is false. */
  boolean flag(String field) {
    return take(field)
        .map(
            node -> {
              if (!node.isBoolean()) {
                throw expected(field, "true or false");
              }
              return node.asBoolean();
            })
        .orElse(false);
  }

  /** Takes a whole number of at least one that may be absent. */
  Optional<Integer> count(String field) {
    return take(field)
        .map(
            node -> {
              if (!node.isIntegralNumber() || !node.canConvertToInt() || node.asInt() < 1) {
                throw expected(field, "a whole number from 1 to " + Integer.MAX_VALUE);
              }
              return node.asInt();
            });
  }

  /** Takes a number above zero of at most two decimals that may be absent. */
  Optional<BigDecimal> hundredths(String field, int most) {
    return take(field)
        .map(
            node -> {
              double near = node.asDouble(0);
              if (!node.isNumber()
                  || near <= 0
                  || near > most
                  || node.decimalValue().stripTrailingZeros().scale() > 2) {
                throw expected(
                    field, "a number from 0.01 to " + most + " with at most two decimals");
              }
              return node.decimalValue();
            });
  }

  /** Takes the number of something that is stored, which may be absent. */
  OptionalLong number(String field) {
    return take(field).stream()
        .mapToLong(
            node -> {
              if (!node.isIntegralNumber() || !node.canConvertToLong() || node.asLong() < 1) {
                throw expected(field, "the number of one that exists");
              }
              return node.asLong();
            })
        .findFirst();
  }

  /** Takes an instant that lies in the future and may be absent. */
  Optional<Instant> future(String field, Instant now) {
    return take(field)
        .map(
            node -> {
              try {
                return OffsetDateTime.parse(node.asText()).toInstant();
              } catch (DateTimeParseException e) {
                throw expected(field, "a time such as 2027-01-31T12:00:00Z");
              }
            })
        .map(
            instant -> {
              if (!instant.isAfter(now) || instant.isAfter(LATEST)) {
                throw expected(field, "in the future, and before the year 10000");
              }
              return instant;
            });
  }

  /** Takes a list of short texts that may be absent. */
  List<String> tags(String field) {
    List<String> tags = new ArrayList<>();
    for (JsonNode node : take(field).map(List::of).orElse(List.of())) {
      if (!node.isArray() || node.size() > MOST_TAGS) {
        throw expected(field, "a list of at most " + MOST_TAGS + " texts");
      }
      for (JsonNode tag : node) {
        if (!tag.isTextual()
            || tag.asText().isBlank()
            || tag.asText().length() > LONGEST_TAG
            || NOT_PRINTABLE.matcher(tag.asText()).find()) {
          throw expected(field, "printable texts of 1 to " + LONGEST_TAG + " characters");
        }
        tags.add(tag.asText().strip());
      }
    }
    return tags;
  }

  /** Refuses the request if there is a field that nobody took. */
  public void done() {
    if (!fields.isEmpty()) {
      throw Problem.badRequest("unknown field '" + where + fields.fieldNames().next() + "'");
    }
  }
}
