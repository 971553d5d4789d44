package org.tocsin.agent.parser;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.tocsin.agent.event.Event;
import org.tocsin.agent.expression.Necessity;

/**
 * The nodes of a stage, indexed by the one field that most of their filters ask for: nodes whose
 * filter cannot hold for what stands in that field need not be asked.
 */
final class Stage {
  private static final int MOST_KEPT = 2_000;
  private static final int[] EMPTY = {};

  /** The fields that are worth an index, under their names in expressions. */
  private static final Map<String, Function<Event, String>> FIELDS =
      Map.of(
          "evt.Parsed.program", event -> event.parsed().get("program"),
          "evt.Line.Labels.type", event -> event.line().labels().get("type"),
          "evt.Meta.service", event -> event.meta().get("service"),
          "evt.Meta.log_type", event -> event.meta().get("log_type"));

  private final String name;
  private final List<Node> nodes;
  private final String path;
  private final Function<Event, String> field;
  private final ConcurrentHashMap<String, int[]> kept = new ConcurrentHashMap<>();

  Stage(String name, List<Node> nodes) {
    this.name = name;
    this.nodes = List.copyOf(nodes);
    this.path =
        FIELDS.keySet().stream().sorted().max(Comparator.comparingLong(this::users)).orElseThrow();
    this.field = FIELDS.getOrDefault(path, event -> "");
  }

  String name() {
    return name;
  }

  List<Node> nodes() {
    return nodes;
  }

  private long users(String candidate) {
    return nodes.stream().filter(node -> asksFor(node, candidate)).count();
  }

  private static boolean asksFor(Node node, String candidate) {
    return necessities(node).stream().anyMatch(necessity -> necessity.path().equals(candidate));
  }

  private static List<Necessity> necessities(Node node) {
    return node.filter().map(filter -> filter.necessities()).orElse(List.of());
  }

  /** What the indexed field holds; it may change while the nodes are at work. */
  String key(Event event) {
    return field.apply(event);
  }

  /** The numbers of the nodes whose filters may hold while the indexed field holds this. */
  int[] candidates(String key) {
    int[] known = kept.get(key);
    if (known != null) {
      return known;
    }
    int[] found =
        java.util.stream.IntStream.range(0, nodes.size())
            .filter(i -> mayHold(nodes.get(i), key))
            .toArray();
    if (kept.size() < MOST_KEPT) {
      kept.put(key, found.length == 0 ? EMPTY : found);
    }
    return found;
  }

  private boolean mayHold(Node node, String key) {
    return necessities(node).stream()
        .filter(necessity -> necessity.path().equals(path))
        .allMatch(necessity -> holds(necessity, key));
  }

  private static boolean holds(Necessity necessity, String key) {
    return necessity.prefix()
        ? necessity.values().stream().anyMatch(key::startsWith)
        : necessity.values().contains(key);
  }
}
