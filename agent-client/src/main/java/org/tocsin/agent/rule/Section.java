package org.tocsin.agent.rule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.tocsin.agent.expression.ExpressionRefused;
import org.tocsin.agent.expression.GoDuration;
import org.tocsin.agent.expression.Language;
import org.tocsin.agent.expression.Program;

/** Keys and values at one place of a rule file. A key without a value reads as not there. */
public final class Section {
  private final String file;
  private final MappingNode node;
  private final Map<String, Node> values = new LinkedHashMap<>();

  Section(String file, MappingNode node) {
    this.file = file;
    this.node = node;
    for (NodeTuple entry : node.getValue()) {
      String key = scalar(entry.getKeyNode()).orElse("");
      if (key.isEmpty()) {
        throw new RuleRefused(file, line(entry.getKeyNode()), "", "a key must be a text");
      }
      values.put(key, entry.getValueNode());
    }
    values.values().removeIf(Section::isAbsent);
  }

  private static boolean isAbsent(Node value) {
    return value instanceof ScalarNode scalar
        && scalar.getScalarStyle() == ScalarStyle.PLAIN
        && Set.of("", "~", "null").contains(scalar.getValue());
  }

  static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }

  static Optional<String> scalar(Node node) {
    return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
  }

  /** Refuses every key but these, and each of these a second time. */
  public Section only(Set<String> keys) {
    Set<String> seen = new HashSet<>();
    for (NodeTuple entry : node.getValue()) {
      String key = scalar(entry.getKeyNode()).orElse("");
      if (!keys.contains(key)) {
        throw new RuleRefused(file, line(entry.getKeyNode()), key, "unknown key");
      }
      if (!seen.add(key)) {
        throw new RuleRefused(file, line(entry.getKeyNode()), key, "stands here twice");
      }
    }
    return this;
  }

  /** A refusal of what stands under this key. */
  public RuleRefused refuse(String key, String problem) {
    Node value = values.get(key);
    return new RuleRefused(file, line(value == null ? node : value), key, problem);
  }

  public String file() {
    return file;
  }

  public boolean has(String key) {
    return values.containsKey(key);
  }

  public Optional<String> text(String key) {
    Node value = values.get(key);
    if (value == null) {
      return Optional.empty();
    }
    return Optional.of(scalar(value).orElseThrow(() -> refuse(key, "expected a text")));
  }

  /** The text, or the empty text. */
  public String textOrEmpty(String key) {
    return text(key).orElse("");
  }

  public String required(String key) {
    return text(key)
        .filter(text -> !text.isBlank())
        .orElseThrow(() -> new RuleRefused(file, line(node), key, "is missing"));
  }

  /** The flag; false if it is not there. */
  public boolean flag(String key) {
    return switch (textOrEmpty(key)) {
      case "true", "True", "TRUE" -> true;
      case "false", "False", "FALSE", "" -> false;
      default -> throw refuse(key, "expected true or false");
    };
  }

  public int number(String key, int otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    try {
      return Integer.parseInt(textOrEmpty(key));
    } catch (NumberFormatException e) {
      throw refuse(key, "expected a whole number");
    }
  }

  public Optional<Duration> duration(String key) {
    return text(key)
        .map(
            text ->
                GoDuration.parse(text).orElseThrow(() -> refuse(key, "not a duration: " + text)));
  }

  public Optional<Section> section(String key) {
    Node value = values.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof MappingNode mapping) {
      return Optional.of(new Section(file, mapping));
    }
    throw refuse(key, "expected keys and values");
  }

  public List<Section> sections(String key) {
    List<Section> sections = new ArrayList<>();
    for (Node element : elements(key)) {
      if (!(element instanceof MappingNode mapping)) {
        throw new RuleRefused(file, line(element), key, "expected keys and values");
      }
      sections.add(new Section(file, mapping));
    }
    return sections;
  }

  public List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (Node element : elements(key)) {
      texts.add(
          scalar(element)
              .orElseThrow(() -> new RuleRefused(file, line(element), key, "expected a text")));
    }
    return texts;
  }

  private List<Node> elements(String key) {
    Node value = values.get(key);
    if (value == null) {
      return List.of();
    }
    if (value instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    throw refuse(key, "expected a list");
  }

  /** Every key with its text, in their order; for parts of a file where keys are free. */
  public Map<String, String> entries() {
    Map<String, String> entries = new LinkedHashMap<>();
    values.keySet().forEach(key -> entries.put(key, textOrEmpty(key)));
    return entries;
  }

  /** Whether a text under any key but those for people holds this word. */
  public boolean mentions(String word) {
    return values.entrySet().stream()
        .filter(
            entry ->
                !Set.of("name", "description", "labels", "references").contains(entry.getKey()))
        .anyMatch(entry -> mentions(entry.getValue(), word));
  }

  private static boolean mentions(Node value, String word) {
    if (value instanceof SequenceNode sequence) {
      return sequence.getValue().stream().anyMatch(element -> mentions(element, word));
    }
    if (value instanceof MappingNode mapping) {
      return mapping.getValue().stream().anyMatch(entry -> mentions(entry.getValueNode(), word));
    }
    return scalar(value).map(text -> text.contains(word)).orElse(false);
  }

  /** The value under a key where only a plain {@code true} counts. */
  public boolean isPlainTrue(String key) {
    return values.get(key) instanceof ScalarNode scalar
        && scalar.getScalarStyle() == ScalarStyle.PLAIN
        && scalar.getValue().equalsIgnoreCase("true");
  }

  /** The expression under a key. */
  public Optional<Program> expression(String key, Language language) {
    return text(key)
        .filter(text -> !text.isBlank())
        .map(text -> compiled(key, text, language, false));
  }

  /** The expression under a key that has to give a boolean. */
  public Optional<Program> condition(String key, Language language) {
    return text(key)
        .filter(text -> !text.isBlank())
        .map(text -> compiled(key, text, language, true));
  }

  /** The expressions in the list under a key, which have to give booleans. */
  public List<Program> conditions(String key, Language language) {
    return texts(key).stream().map(text -> compiled(key, text, language, true)).toList();
  }

  private Program compiled(String key, String text, Language language, boolean condition) {
    try {
      return condition ? language.compileCondition(text) : language.compile(text);
    } catch (ExpressionRefused e) {
      throw refuse(key, String.valueOf(e.getMessage()));
    }
  }
}
