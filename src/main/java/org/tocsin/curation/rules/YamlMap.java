package org.tocsin.curation.rules;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.tocsin.address.Prefix;
import org.tocsin.curation.rules.YamlNodes.Place;

/**
 * A YAML mapping that knows where each value stands. Values are taken out one by one; what nobody
 * took when {@link #done()} is called is an unknown key. Problems are collected, and a stand-in
 * value lets the reading go on.
 */
public final class YamlMap {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(s|m|h|d)");
  private static final Pattern DECIMAL = Pattern.compile("\\d{1,6}(\\.\\d{1,6})?");
  private static final int LONGEST_SHOWN = 80;

  private final String path;
  private final Node node;
  private final Place place;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Place> places = new HashMap<>();
  private final List<RulesProblem> problems;

  private YamlMap(String path, Node node, Place place, List<RulesProblem> problems) {
    this.path = path;
    this.node = node;
    this.place = place;
    this.problems = problems;
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        put(tuple);
      }
    } else {
      problem(place, path, "expected a mapping");
    }
  }

  private static YamlMap root(Node node, List<RulesProblem> problems) {
    return new YamlMap("", node, YamlNodes.place(node), problems);
  }

  /** Reads a file that is a mapping; what is wrong with it is added to the problems. */
  public static Optional<YamlMap> parse(String file, String text, List<RulesProblem> problems) {
    return YamlNodes.compose(file, text, problems).map(found -> root(found, problems));
  }

  /** Reads a file that is a list of mappings. */
  static List<YamlMap> parseList(String file, String text, List<RulesProblem> problems) {
    Optional<Node> root = YamlNodes.compose(file, text, problems);
    if (root.isPresent() && !(root.get() instanceof SequenceNode)) {
      int line = YamlNodes.place(root.get()).line();
      problems.add(new RulesProblem(file, line, "", "expected a list"));
    }
    return root.stream()
        .filter(SequenceNode.class::isInstance)
        .flatMap(list -> ((SequenceNode) list).getValue().stream())
        .map(item -> root(item, problems))
        .toList();
  }

  private void put(NodeTuple tuple) {
    Place keyPlace = YamlNodes.place(tuple.getKeyNode());
    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
      problem(keyPlace, path, "a key must be plain text");
    } else if (places.putIfAbsent(key.getValue(), keyPlace) != null) {
      problem(keyPlace, at(key.getValue()), "the key is there twice");
    } else {
      values.put(key.getValue(), tuple.getValueNode());
    }
  }

  /** Returns this mapping with what the other one says instead, key by key, at every level. */
  YamlMap with(YamlMap instead) {
    return new YamlMap(path, YamlNodes.merged(node, instead.node), place, problems);
  }

  private String at(String key) {
    return path.isEmpty() ? shown(key) : path + "." + shown(key);
  }

  /** Returns as much of a text as helps to find it. */
  public static String shown(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
  }

  private void problem(Place where, String key, String message) {
    problems.add(new RulesProblem(where.file(), where.line(), key, message));
  }

  private Place placeOf(String key) {
    return places.getOrDefault(key, place);
  }

  /** Reports a problem with the value of a key that was already taken. */
  public void refuse(String key, String message) {
    problem(placeOf(key), at(key), message);
  }

  /** Reports a problem with a part of the value of a key that was already taken. */
  public void refuse(int line, String key, String message) {
    problem(new Place(placeOf(key).file(), line), at(key), message);
  }

  /** Returns the line in which the mapping starts. */
  public int line() {
    return place.line();
  }

  private Optional<Node> take(String key) {
    return Optional.ofNullable(values.remove(key));
  }

  /** Returns whether a key is there that nobody took yet. */
  public boolean has(String key) {
    return values.containsKey(key);
  }

  /** Returns the line of a key. */
  public int line(String key) {
    return placeOf(key).line();
  }

  private Optional<String> scalar(String key) {
    Optional<Node> value = take(key);
    if (value.isEmpty()) {
      problem(place, at(key), "the key is missing");
    } else if (!(value.get() instanceof ScalarNode)) {
      problem(YamlNodes.place(value.get()), at(key), "expected a single value");
      return Optional.empty();
    }
    return value.map(found -> ((ScalarNode) found).getValue());
  }

  /**
   * Takes text that can be read as something else; {@code expected} says what it must look like.
   */
  public <T> T value(String key, T standIn, String expected, Function<String, Optional<T>> read) {
    Optional<String> text = scalar(key);
    Optional<T> value = text.flatMap(read);
    if (text.isPresent() && value.isEmpty()) {
      refuse(key, "expected " + expected + ", found '" + shown(text.get()) + "'");
    }
    return value.orElse(standIn);
  }

  /** Takes text that is one of the given words. */
  public String word(String key, List<String> allowed) {
    return value(
        key,
        allowed.get(0),
        "one of " + String.join(", ", allowed),
        text -> Optional.of(text).filter(allowed::contains));
  }

  /** Takes {@code true} or {@code false}. */
  public boolean flag(String key) {
    return word(key, List.of("false", "true")).equals("true");
  }

  /** Takes text that is not blank. */
  public String text(String key) {
    return value(
        key, "?", "some text", text -> Optional.of(text.strip()).filter(words -> !words.isEmpty()));
  }

  /** Takes a whole number between two bounds. */
  public int integer(String key, int least, int most) {
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
  public BigDecimal decimal(String key, BigDecimal most) {
    return value(
        key,
        BigDecimal.ZERO,
        "a number from 0 to " + most + " with at most six decimals",
        text -> decimalOf(text).filter(number -> number.compareTo(most) <= 0));
  }

  static Optional<BigDecimal> decimalOf(String text) {
    return Optional.of(text)
        .filter(digits -> DECIMAL.matcher(digits).matches())
        .map(BigDecimal::new);
  }

  /** Takes a length of time with its unit. */
  public Duration duration(String key) {
    return value(
        key, Duration.ofHours(1), "a time such as 30s, 15m, 12h or 3d", YamlMap::durationOf);
  }

  /** Takes a length of time that is not zero. */
  Duration someTime(String key) {
    Duration duration = duration(key);
    if (duration.isZero()) {
      refuse(key, "must be longer than nothing");
      return Duration.ofHours(1);
    }
    return duration;
  }

  /** Reads a length of time with its unit. */
  public static Optional<Duration> durationOf(String text) {
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

  /** Takes a day. */
  LocalDate date(String key) {
    return value(key, LocalDate.EPOCH, "a day such as 2026-11-22", YamlMap::dateOf);
  }

  private static Optional<LocalDate> dateOf(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Takes a mapping; without the key, an empty stand-in whose own keys are then missing too. */
  public YamlMap map(String key) {
    Optional<Node> value = take(key);
    if (value.isEmpty()) {
      problem(place, at(key), "the key is missing");
      return new YamlMap(at(key), YamlNodes.nothing(), place, new ArrayList<>());
    }
    return new YamlMap(at(key), value.get(), YamlNodes.place(value.get()), problems);
  }

  /** Takes a mapping that may be missing, which is like an empty one. */
  YamlMap mapOrNothing(String key) {
    return has(key) ? map(key) : new YamlMap(at(key), YamlNodes.nothing(), place, problems);
  }

  /** Takes a list of mappings; without the key, there are none. */
  public List<YamlMap> maps(String key) {
    if (!has(key)) {
      return List.of();
    }
    return items(key).stream()
        .map(item -> new YamlMap(at(key), item, YamlNodes.place(item), problems))
        .toList();
  }

  /** A text of a list and where it stands. */
  record Line(String text, int line) {}

  /** Takes a list of texts. */
  List<Line> lines(String key) {
    List<Line> lines = new ArrayList<>();
    for (Node item : items(key)) {
      if (item instanceof ScalarNode scalar) {
        lines.add(new Line(scalar.getValue(), YamlNodes.place(item).line()));
      } else {
        problem(YamlNodes.place(item), at(key), "expected plain text");
      }
    }
    return lines;
  }

  /** Takes an address or a range without host bits, if it is one. */
  Optional<Prefix> range(String key) {
    return scalar(key).flatMap(text -> range(text, problem -> refuse(key, problem)));
  }

  private static Optional<Prefix> range(String text, Consumer<String> refuse) {
    Prefix.Reading reading = Prefix.read(text);
    if (reading instanceof Prefix.Reading.Refused refused) {
      refuse.accept("'" + shown(text) + "': " + refused.problem());
    }
    return reading instanceof Prefix.Reading.Accepted accepted
        ? Optional.of(accepted.prefix())
        : Optional.empty();
  }

  /** A range of a list and where it stands. */
  record RangeLine(Prefix range, int line) {}

  /** Takes a list of addresses and ranges without host bits. */
  List<RangeLine> rangeLines(String key) {
    List<RangeLine> ranges = new ArrayList<>();
    for (Line line : lines(key)) {
      range(line.text(), problem -> refuse(line.line(), key, problem))
          .ifPresent(found -> ranges.add(new RangeLine(found, line.line())));
    }
    return ranges;
  }

  /** Takes a list of addresses and ranges without host bits. */
  public List<Prefix> ranges(String key) {
    return rangeLines(key).stream().map(RangeLine::range).toList();
  }

  private List<Node> items(String key) {
    Optional<Node> value = take(key);
    if (value.isEmpty()) {
      problem(place, at(key), "the key is missing");
      return List.of();
    }
    if (value.get() instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    problem(YamlNodes.place(value.get()), at(key), "expected a list");
    return List.of();
  }

  /** Reports every key that nobody took. */
  public void done() {
    values.forEach((key, value) -> refuse(key, "unknown key"));
  }
}
