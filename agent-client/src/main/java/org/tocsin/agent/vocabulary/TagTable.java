package org.tocsin.agent.vocabulary;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tocsin.agent.expression.EvaluationFailure;
import org.tocsin.agent.regex.PhraseTable;
import org.tocsin.agent.regex.Regex;
import org.tocsin.agent.regex.RegexRefused;

/** Texts with a tag each: equal to, contained in or matching what is looked up, in this order. */
final class TagTable {
  private final Map<String, String> equal = new HashMap<>();
  private final List<String> phraseTags = new ArrayList<>();
  private final PhraseTable phrases;
  private final List<Regex> regexes = new ArrayList<>();
  private final List<String> regexTags = new ArrayList<>();

  private TagTable(List<String> lines) {
    List<String> contained = new ArrayList<>();
    for (String line : lines) {
      Map<?, ?> entry = entry(line);
      String pattern = text(entry, "pattern", line);
      String tag = text(entry, "tag", line);
      switch (text(entry, "type", line)) {
        case "equals" -> equal.put(pattern, tag);
        case "contains" -> {
          contained.add(pattern);
          phraseTags.add(tag);
        }
        case "regex" -> {
          regexes.add(compile(pattern));
          regexTags.add(tag);
        }
        default -> throw new IllegalArgumentException("unknown type in the line " + line);
      }
    }
    phrases = new PhraseTable(contained);
  }

  static TagTable parse(List<String> lines) {
    return new TagTable(lines);
  }

  private static Map<?, ?> entry(String line) {
    try {
      if (JsonText.parse(line) instanceof Map<?, ?> entry) {
        return entry;
      }
    } catch (EvaluationFailure e) {
      throw new IllegalArgumentException("not JSON: " + line, e);
    }
    throw new IllegalArgumentException("not a JSON object: " + line);
  }

  private static String text(Map<?, ?> entry, String key, String line) {
    if (entry.get(key) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("no " + key + " in the line " + line);
  }

  private static Regex compile(String pattern) {
    try {
      return Regex.compile(pattern);
    } catch (RegexRefused e) {
      throw new IllegalArgumentException("bad regular expression: " + e.getMessage(), e);
    }
  }

  String tag(String text) {
    String exact = equal.get(text);
    if (exact != null) {
      return exact;
    }
    int phrase = phrases.leftmost(text).orElse(-1);
    if (phrase >= 0) {
      return phraseTags.get(phrase);
    }
    for (int i = 0; i < regexes.size(); i++) {
      if (regexes.get(i).finds(text)) {
        return regexTags.get(i);
      }
    }
    return "";
  }
}
