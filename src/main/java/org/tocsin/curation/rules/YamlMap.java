package org.tocsin.curation.rules;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A YAML mapping that knows where each value stands. Values are taken out one by one; what nobody
 * took when {@link #done()} is called is an unknown key. Problems are collected, and a stand-in
 * value lets the reading go on.
 */
final class YamlMap {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(s|m|h|d)");
  private static final Pattern DECIMAL = Pattern.compile("\\d{1,6}(\\.\\d{1,6})?");
  private static final int MAX_ALIASES = 0;
  private static final int DEEPEST = 20;
  private static final int LONGEST_SHOWN = 80;

  private final String file;
  private final String path;
  private final int line;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new HashMap<>();
  private final List<RulesProblem> problems;

  private YamlMap(String file, String path, Node node, List<RulesProblem> problems) {
    this.file = file;
    this.path = path;
    this.line = lineOf(node);
    this.problems = problems;
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        put(tuple);
      }
    } else {
      problem(line, path, "expected a mapping");
    }
  }

  /** Reads a file that is a mapping. */
  static Optional<YamlMap> parse(String file, String text, List<RulesProblem> problems) {
    return compose(file, text, problems).map(node -> new YamlMap(file, "", node, problems));
  }

  /** Reads a file that is a list of mappings. */
  static List<YamlMap> parseList(String file, String text, List<RulesProblem> problems) {
    Optional<Node> root = compose(file, text, problems);
    if (root.isPresent() && !(root.get() instanceof SequenceNode)) {
      problems.add(new RulesProblem(file, lineOf(root.get()), "", "expected a list"));
    }
    return root.stream()
        .filter(SequenceNode.class::isInstance)
        .flatMap(list -> ((SequenceNode) list).getValue().stream())
        .map(item -> new YamlMap(file, "", item, problems))
        .toList();
  }

  private static Optional<Node> compose(String file, String text, List<RulesProblem> problems) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setMaxAliasesForCollections(MAX_ALIASES).build();
    try {
      if (isTooDeep(settings, text)) {
        problems.add(new RulesProblem(file, 1, "", "nested more than " + DEEPEST + " levels deep"));
        return Optional.empty();
      }
      Optional<Node> root = new Compose(settings).composeString(text);
      if (root.isEmpty()) {
        problems.add(new RulesProblem(file, 1, "", "the file is empty"));
      }
      return root;
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      problems.add(new RulesProblem(file, line, "", "not YAML: " + e.getProblem()));
    } catch (YamlEngineException e) {
      problems.add(new RulesProblem(file, 1, "", "not YAML: " + e.getMessage()));
    }
    return Optional.empty();
  }

  /** Composing calls itself for each level, so depth is measured before it. */
  private static boolean isTooDeep(LoadSettings settings, String text) {
    int depth = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      if (event instanceof CollectionStartEvent) {
        depth++;
      } else if (event instanceof CollectionEndEvent) {
        depth--;
      }
      if (depth > DEEPEST) {
        return true;
      }
    }
    return false;
  }

  private void put(NodeTuple tuple) {
    int keyLine = lineOf(tuple.getKeyNode());
    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
      problem(keyLine, path, "a key must be plain text");
    } else if (lines.putIfAbsent(key.getValue(), keyLine) != null) {
      problem(keyLine, at(key.getValue()), "the key is there twice");
    } else {
      values.put(key.getValue(), tuple.getValueNode());
    }
  }

  private static int lineOf(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }

  private String at(String key) {
    return path.isEmpty() ? shown(key) : path + "." + shown(key);
  }

  /** Returns as much of a text as helps to find it. */
  static String shown(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
  }

  private void problem(int where, String key, String message) {
    problems.add(new RulesProblem(file, where, key, message));
  }

  /** Reports a problem with the value of a key that was already taken. */
  void refuse(String key, String message) {
    refuse(lines.getOrDefault(key, line), key, message);
  }

  /** Reports a problem with a part of the value of a key that was already taken. */
  void refuse(int where, String key, String message) {
    problem(where, at(key), message);
  }

  int line() {
    return line;
  }

  private Optional<Node> take(String key) {
    return Optional.ofNullable(values.remove(key));
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  private Optional<String> scalar(String key) {
    Optional<Node> node = take(key);
    if (node.isEmpty()) {
      problem(line, at(key), "the key is missing");
    } else if (!(node.get() instanceof ScalarNode)) {
      problem(lineOf(node.get()), at(key), "expected a single value");
      return Optional.empty();
    }
    return node.map(value -> ((ScalarNode) value).getValue());
  }

  private <T> T value(String key, T standIn, String expected, Function<String, Optional<T>> read) {
    int where = lines.getOrDefault(key, line);
    Optional<String> text = scalar(key);
    Optional<T> value = text.flatMap(read);
    if (text.isPresent() && value.isEmpty()) {
      problem(where, at(key), "expected " + expected + ", found '" + shown(text.get()) + "'");
    }
    return value.orElse(standIn);
  }

  /** Takes text that is one of the given words. */
  String word(String key, List<String> allowed) {
    return value(
        key,
        allowed.get(0),
        "one of " + String.join(", ", allowed),
        text -> Optional.of(text).filter(allowed::contains));
  }

  /** Takes text that is not blank. */
  String text(String key) {
    return value(
        key, "?", "some text", text -> Optional.of(text.strip()).filter(words -> !words.isEmpty()));
  }

  /** Takes a whole number between two bounds. */
  int integer(String key, int least, int most) {
    return value(
        key,
        least,
        "a whole number from " + least + " to " + most,
        text ->
            Optional.of(text)
                .filter(digits -> digits.matches("\\d{1,9}"))
                .map(Integer::valueOf)
                .filter(number -> number >= least && number <= most));
  }

  /** Takes a number with at most six decimals, between zero and a bound. */
  BigDecimal decimal(String key, BigDecimal most) {
    return value(
        key,
        BigDecimal.ZERO,
        "a number from 0 to " + most + " with at most six decimals",
        text ->
            Optional.of(text)
                .filter(digits -> DECIMAL.matcher(digits).matches())
                .map(BigDecimal::new)
                .filter(number -> number.compareTo(most) <= 0));
  }

  /** Takes a length of time with its unit. */
  Duration duration(String key) {
    return value(
        key, Duration.ofHours(1), "a time such as 30s, 15m, 12h or 3d", YamlMap::durationOf);
  }

  private static Optional<Duration> durationOf(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        });
  }

  /** Takes a mapping; without the key, an empty stand-in whose own keys are then missing too. */
  YamlMap map(String key) {
    Optional<Node> node = take(key);
    if (node.isEmpty()) {
      problem(line, at(key), "the key is missing");
      Node nothing = new MappingNode(Tag.MAP, List.of(), FlowStyle.BLOCK);
      return new YamlMap(file, at(key), nothing, new ArrayList<>());
    }
    return new YamlMap(file, at(key), node.get(), problems);
  }

  /** A text of a list and where it stands. */
  record Line(String text, int line) {}

  /** Takes a list of texts. */
  List<Line> lines(String key) {
    List<Line> lines = new ArrayList<>();
    for (Node item : items(key)) {
      if (item instanceof ScalarNode scalar) {
        lines.add(new Line(scalar.getValue(), lineOf(item)));
      } else {
        problem(lineOf(item), at(key), "expected plain text");
      }
    }
    return lines;
  }

  private List<Node> items(String key) {
    Optional<Node> node = take(key);
    if (node.isEmpty()) {
      problem(line, at(key), "the key is missing");
      return List.of();
    }
    if (node.get() instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    problem(lineOf(node.get()), at(key), "expected a list");
    return List.of();
  }

  /** Reports every key that nobody took. */
  void done() {
    values.forEach((key, node) -> problem(lines.getOrDefault(key, line), at(key), "unknown key"));
  }
}
