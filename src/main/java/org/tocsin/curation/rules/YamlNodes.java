package org.tocsin.curation.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Turns text into nodes that know where they stand, however hostile the text is. */
final class YamlNodes {

  private static final int MAX_ALIASES = 0;
  private static final int DEEPEST = 20;

  /** The parser copies what it holds of a long value each time it reads on. */
  private static final int BUFFER = 1 << 16;

  private YamlNodes() {}

  /** Where something stands. */
  record Place(String file, int line) {}

  static Place place(Node node) {
    Optional<Mark> mark = node.getStartMark();
    return new Place(
        mark.map(Mark::getName).orElse(""), mark.map(found -> found.getLine() + 1).orElse(1));
  }

  static Node nothing() {
    return new MappingNode(Tag.MAP, List.of(), FlowStyle.BLOCK);
  }

  /** Composes the one document of a text; what is wrong with it is added to the problems. */
  static Optional<Node> compose(String file, String text, List<RulesProblem> problems) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file)
            .setMaxAliasesForCollections(MAX_ALIASES)
            .setBufferSize(BUFFER)
            .build();
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

  /** Returns the base with what the other mapping says instead, key by key, at every level. */
  static Node merged(Node base, Node instead) {
    if (!(base instanceof MappingNode below) || !(instead instanceof MappingNode above)) {
      return instead;
    }
    List<NodeTuple> tuples = new ArrayList<>(below.getValue());
    for (NodeTuple tuple : above.getValue()) {
      int found = indexOf(tuples, tuple.getKeyNode());
      if (found < 0) {
        tuples.add(tuple);
      } else {
        Node value = merged(tuples.get(found).getValueNode(), tuple.getValueNode());
        tuples.set(found, new NodeTuple(tuple.getKeyNode(), value));
      }
    }
    return new MappingNode(
        Tag.MAP, true, tuples, FlowStyle.BLOCK, base.getStartMark(), base.getEndMark());
  }

  private static int indexOf(List<NodeTuple> tuples, Node key) {
    for (int i = 0; i < tuples.size(); i++) {
      if (key instanceof ScalarNode wanted
          && tuples.get(i).getKeyNode() instanceof ScalarNode found
          && found.getValue().equals(wanted.getValue())) {
        return i;
      }
    }
    return -1;
  }
}
