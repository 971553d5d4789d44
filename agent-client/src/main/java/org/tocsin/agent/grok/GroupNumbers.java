package org.tocsin.agent.grok;

import java.util.HashMap;
import java.util.Map;

/** Numbers the capturing groups of a regular expression by where their parentheses stand. */
final class GroupNumbers {
  private final String text;
  private final Map<Integer, Integer> numbers = new HashMap<>();
  private int at;

  private GroupNumbers(String text) {
    this.text = text;
  }

  static Map<Integer, Integer> byPosition(String text) {
    GroupNumbers scan = new GroupNumbers(text);
    while (scan.at < text.length()) {
      scan.step();
    }
    return scan.numbers;
  }

  private void step() {
    if (text.startsWith("\\Q", at)) {
      int end = text.indexOf("\\E", at);
      at = end < 0 ? text.length() : end + 2;
    } else if (text.charAt(at) == '\\') {
      at += 2;
    } else if (text.charAt(at) == '[') {
      skipClass();
    } else {
      if (text.charAt(at) == '(' && captures()) {
        numbers.put(at, numbers.size() + 1);
      }
      at++;
    }
  }

  private boolean captures() {
    return !text.startsWith("?", at + 1)
        || text.startsWith("?P<", at + 1)
        || text.startsWith("?<", at + 1);
  }

  private void skipClass() {
    at++;
    if (text.startsWith("^", at)) {
      at++;
    }
    boolean first = true;
    while (at < text.length() && (first || text.charAt(at) != ']')) {
      int posixEnd = text.startsWith("[:", at) ? text.indexOf(":]", at) : -1;
      if (posixEnd > 0) {
        at = posixEnd + 2;
      } else {
        at += text.charAt(at) == '\\' ? 2 : 1;
      }
      first = false;
    }
    at++;
  }
}
