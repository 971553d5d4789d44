package org.tocsin.agent.vocabulary;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tocsin.agent.expression.EvaluationFailure;
import org.tocsin.agent.expression.GoText;
import org.tocsin.agent.expression.Nil;

/** JSON in log lines: parsed as a whole, or one value cut out as it stands. */
final class JsonText {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonText() {}

  /** The value a text holds; numbers become fractions, as in Go. */
  static Object parse(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        throw new EvaluationFailure("no JSON in an empty text");
      }
      Object value = value(parser);
      if (parser.nextToken() != null) {
        throw new EvaluationFailure("more text behind the JSON");
      }
      return value;
    } catch (IOException e) {
      throw new EvaluationFailure("not JSON");
    }
  }

  private static Object value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> Nil.NIL;
      default -> parser.getText();
    };
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    Map<String, Object> object = new HashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      object.put(name, value(parser));
    }
    return object;
  }

  private static List<Object> array(JsonParser parser) throws IOException {
    List<Object> array = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser));
    }
    return array;
  }

  /** Cuts a dotted path with indexes, like {@code a.b[0].c}, into its steps. */
  static List<String> path(String path) {
    String dotted = path.startsWith("[") ? path : path.replace("[", ".[");
    return GoText.split(dotted, ".").stream().map(String::valueOf).toList();
  }

  /**
   * The text of the value at a path as it stands there, a string without its quotes; or nothing.
   */
  static String extract(String json, List<String> path) {
    return new JsonScanner(json).find(path).map(JsonScanner.Slice::withoutQuotes).orElse("");
  }

  /** The string at a path with its escapes resolved; nothing if there is none. */
  static String extractUnescaped(String json, List<String> path) {
    Optional<JsonScanner.Slice> slice = new JsonScanner(json).find(path);
    if (slice.isEmpty() || !slice.get().isString()) {
      return "";
    }
    try {
      return parse(slice.get().text()) instanceof String text ? text : "";
    } catch (EvaluationFailure e) {
      return "";
    }
  }
}
