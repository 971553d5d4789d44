package org.tocsin.agent.grok;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The named patterns that groks may refer to. All parsers of one engine share one table. */
public final class PatternTable {
  private static final String LIBRARY = "patterns.txt";
  private static final int LONGEST = 200_000;

  private final Map<String, Expansion> patterns;

  private PatternTable(Map<String, Expansion> patterns) {
    this.patterns = patterns;
  }

  /** A table of its own with the patterns that come with the agent. */
  public static PatternTable library() {
    return new PatternTable(new HashMap<>(Library.PATTERNS));
  }

  /** Read once: it is the same for every engine and never changes. */
  private static final class Library {
    static final Map<String, Expansion> PATTERNS = read();

    private static Map<String, Expansion> read() {
      Map<String, String> bodies = new LinkedHashMap<>();
      for (String line : lines()) {
        int blank = line.indexOf(' ');
        if (blank > 0 && line.charAt(0) != '#') {
          bodies.putIfAbsent(line.substring(0, blank), line.substring(blank + 1).stripLeading());
        }
      }
      PatternTable table = new PatternTable(new HashMap<>());
      bodies.keySet().forEach(name -> table.addFrom(bodies, name));
      return Map.copyOf(table.patterns);
    }

    private static List<String> lines() {
      try (InputStream in = PatternTable.class.getResourceAsStream(LIBRARY)) {
        if (in == null) {
          throw new IllegalStateException("the pattern library is missing from the program");
        }
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
            .lines()
            .collect(Collectors.toList());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Adds a pattern of the library after those it refers to. */
  private void addFrom(Map<String, String> bodies, String name) {
    String body = bodies.getOrDefault(name, "");
    for (Reference reference : Reference.in(body)) {
      if (bodies.containsKey(reference.name()) && !patterns.containsKey(reference.name())) {
        addFrom(bodies, reference.name());
      }
    }
    add(name, body);
  }

  /**
   * Adds a pattern unless its name is taken.
   *
   * @return whether the name now means this; false if it means something else already
   */
  public boolean add(String name, String body) {
    Expansion expansion = expand(body);
    Expansion known = patterns.putIfAbsent(name, expansion);
    return known == null || known.equals(expansion);
  }

  /** Compiles a grok from its text. */
  public Grok compile(String pattern) {
    return new Grok(expand(pattern));
  }

  /** Compiles the grok of a named pattern. */
  public Grok named(String name) {
    return new Grok(known(name));
  }

  private Expansion known(String name) {
    Expansion known = patterns.get(name);
    if (known == null) {
      throw new GrokRefused("unknown pattern " + name);
    }
    return known;
  }

  private Expansion expand(String body) {
    Expansion expansion = Expansion.of(body, this::known);
    if (expansion.text().length() > LONGEST) {
      throw new GrokRefused("longer than " + LONGEST + " characters once expanded");
    }
    return expansion;
  }
}
