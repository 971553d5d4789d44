package org.tocsin.agent.vocabulary;

import java.util.List;
import java.util.Optional;

/**
 * Finds one value in a JSON text without reading the rest: what is behind it may be cut off or
 * malformed, as log lines are.
 */
final class JsonScanner {
  private final String json;
  private int at;

  JsonScanner(String json) {
    this.json = json;
  }

  /** A value as it stands in the text. */
  record Slice(String text) {
    boolean isString() {
      return text.startsWith("\"");
    }

    String withoutQuotes() {
      return isString() ? text.substring(1, text.length() - 1) : text;
    }
  }

  Optional<Slice> find(List<String> path) {
    for (String step : path) {
      boolean found = step.startsWith("[") ? enterArray(step) : enterObject(step);
      if (!found) {
        return Optional.empty();
      }
    }
    skipBlanks();
    int start = at;
    return skipValue() ? Optional.of(new Slice(json.substring(start, at))) : Optional.empty();
  }

  private boolean enterObject(String key) {
    if (!take('{')) {
      return false;
    }
    while (!take('}')) {
      skipBlanks();
      int start = at;
      if (!skipString()) {
        return false;
      }
      String name = json.substring(start + 1, at - 1);
      if (!take(':')) {
        return false;
      }
      if (name.equals(key)) {
        return true;
      }
      if (!skipValue()) {
        return false;
      }
      take(',');
    }
    return false;
  }

  private boolean enterArray(String step) {
    String number = step.endsWith("]") ? step.substring(1, step.length() - 1) : "";
    if (!number.matches("\\d{1,9}") || !take('[')) {
      return false;
    }
    for (int left = Integer.parseInt(number); left > 0; left--) {
      if (!skipValue() || !take(',')) {
        return false;
      }
    }
    skipBlanks();
    return at < json.length() && json.charAt(at) != ']';
  }

  private void skipBlanks() {
    while (at < json.length() && json.charAt(at) <= ' ') {
      at++;
    }
  }

  private boolean take(char wanted) {
    skipBlanks();
    boolean found = at < json.length() && json.charAt(at) == wanted;
    at += found ? 1 : 0;
    return found;
  }

  private boolean skipValue() {
    skipBlanks();
    if (at >= json.length()) {
      return false;
    }
    char first = json.charAt(at);
    if (first == '"') {
      return skipString();
    }
    return "{[".indexOf(first) >= 0 ? skipNested() : skipPlain();
  }

  private boolean skipString() {
    if (at >= json.length() || json.charAt(at) != '"') {
      return false;
    }
    for (at++; at < json.length(); at++) {
      char here = json.charAt(at);
      if (here == '"') {
        at++;
        return true;
      }
      at += here == '\\' ? 1 : 0;
    }
    return false;
  }

  private boolean skipNested() {
    int depth = 0;
    while (at < json.length()) {
      char here = json.charAt(at);
      if (here == '"') {
        if (!skipString()) {
          return false;
        }
        continue;
      }
      at++;
      depth += here == '{' || here == '[' ? 1 : 0;
      depth -= here == '}' || here == ']' ? 1 : 0;
      if (depth == 0) {
        return true;
      }
    }
    return false;
  }

  private boolean skipPlain() {
    int start = at;
    while (at < json.length() && ",]} \t\r\n".indexOf(json.charAt(at)) < 0) {
      at++;
    }
    return at > start;
  }
}
