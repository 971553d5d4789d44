package org.tocsin.agent.vocabulary;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.tocsin.agent.regex.RegexRefused;
import org.tocsin.agent.regex.RegexSet;

/**
 * The data files that rules look into, by name. The first load of a name stays; a file that is not
 * there reads as empty. Filled while rules are loaded, only read from then on.
 */
public final class DataFiles {
  /** How the lines of a file are used. */
  public enum Kind {
    LIST,
    REGEXES,
    TAGS,
    /** Not by the functions of rules, as databases are. */
    OTHER
  }

  private final Function<String, Optional<List<String>>> source;
  private final Map<String, List<Object>> lists = new HashMap<>();
  private final Map<String, RegexSet> regexes = new HashMap<>();
  private final Map<String, TagTable> tags = new HashMap<>();

  /**
   * @param source gives the lines of a file by its name, or nothing if there is no such file
   */
  public DataFiles(Function<String, Optional<List<String>>> source) {
    this.source = source;
  }

  /**
   * Makes a file known.
   *
   * @return whether there is such a file
   * @throws IllegalArgumentException if a line of it has no meaning
   */
  public boolean load(String name, Kind kind) {
    if (lists.containsKey(name) || regexes.containsKey(name) || tags.containsKey(name)) {
      return true;
    }
    if (kind == Kind.OTHER) {
      return true;
    }
    Optional<List<String>> found = source.apply(name);
    List<String> lines =
        found.orElse(List.of()).stream()
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .toList();
    switch (kind) {
      case LIST -> lists.put(name, List.copyOf(lines));
      case REGEXES -> regexes.put(name, compile(lines));
      default -> tags.put(name, TagTable.parse(lines));
    }
    return found.isPresent();
  }

  private static RegexSet compile(List<String> lines) {
    try {
      return RegexSet.compile(lines);
    } catch (RegexRefused e) {
      throw new IllegalArgumentException("bad regular expression: " + e.getMessage(), e);
    }
  }

  List<Object> lines(String name) {
    return lists.getOrDefault(name, List.of());
  }

  boolean anyRegexFinds(String text, String name) {
    RegexSet set = regexes.get(name);
    return set != null && set.finds(text);
  }

  String tag(String text, String name) {
    TagTable table = tags.get(name);
    return table == null ? "" : table.tag(text);
  }
}
