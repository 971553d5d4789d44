package org.tocsin.agent.parser;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.tocsin.agent.event.Event;
import org.tocsin.agent.rule.Formats;
import org.tocsin.agent.rule.RuleFile;
import org.tocsin.agent.rule.Section;
import org.tocsin.agent.vocabulary.Stashes;

/**
 * The loaded nodes of all stages: it takes a line through them until it means something, or an
 * overflow through those behind the buckets.
 */
public final class Parser {
  private final List<Stage> stages;
  private final StageOrder order;
  private final Stashes stashes;
  private long costly;

  private Parser(List<Stage> stages, Stashes stashes) {
    this.stages = stages;
    this.order = new StageOrder(stages.stream().map(Stage::name).toList());
    this.stashes = stashes;
  }

  /** A rule file in its stage. */
  public record Placed(String stage, RuleFile file) {}

  /**
   * Loads parser files, which have to be in the order of their installed paths.
   *
   * @param notes is told what is odd but no reason to refuse a file
   */
  public static Parser load(List<Placed> files, Workshop workshop, Consumer<String> notes) {
    NodeReader reader = new NodeReader(workshop, notes);
    Map<String, List<Node>> nodes = new TreeMap<>();
    for (Placed placed : files) {
      for (Section document : placed.file().documents()) {
        if (isNode(document) && Formats.supports(document, notes)) {
          nodes
              .computeIfAbsent(placed.stage(), stage -> new ArrayList<>())
              .add(reader.topLevel(document));
        }
      }
    }
    List<Stage> stages =
        nodes.entrySet().stream()
            .map(entry -> new Stage(entry.getKey(), entry.getValue()))
            .toList();
    return new Parser(stages, workshop.stashes());
  }

  private static boolean isNode(Section document) {
    return document.has("name") || document.has("description") || document.has("author");
  }

  public boolean isEmpty() {
    return stages.isEmpty();
  }

  /** How many events cost so much that some patterns saw only the beginning of their text. */
  public long costly() {
    return costly;
  }

  /** Takes an event through the stages; {@link Event#processed()} tells whether it passed all. */
  public void parse(Event event, Trace trace) {
    if (stages.isEmpty()) {
      return;
    }
    if (event.stage().isEmpty()) {
      event.moveTo(stages.get(0).name());
    }
    Node.Visit visit = new Node.Visit(event, order, stashes);
    try {
      for (int i = 0; i < stages.size(); i++) {
        int at = order.indexOf(event.stage());
        if (at <= i && (at < i || !run(stages.get(i), visit, trace))) {
          return;
        }
      }
      event.passed();
    } catch (EventDropped e) {
      // The rule that is wrong here has been named when it was loaded; the event is not usable.
      return;
    } finally {
      costly += visit.isTooCostly() ? 1 : 0;
    }
  }

  private static boolean run(Stage stage, Node.Visit visit, Trace trace) {
    return trace == Trace.NONE ? runCandidates(stage, visit) : runAll(stage, visit, trace);
  }

  private static boolean runAll(Stage stage, Node.Visit visit, Trace trace) {
    boolean any = false;
    for (Node node : stage.nodes()) {
      boolean success = node.process(visit);
      trace.node(stage.name(), node.name(), visit.event(), success);
      any |= success;
      if (endsStage(stage, node, success, visit.event())) {
        break;
      }
    }
    return any;
  }

  private static boolean runCandidates(Stage stage, Node.Visit visit) {
    boolean any = false;
    String key = stage.key(visit.event());
    int[] candidates = stage.candidates(key);
    for (int i = 0; i < candidates.length; i++) {
      int number = candidates[i];
      Node node = stage.nodes().get(number);
      boolean success = node.process(visit);
      any |= success;
      if (endsStage(stage, node, success, visit.event())) {
        break;
      }
      String after = stage.key(visit.event());
      if (!after.equals(key)) {
        key = after;
        candidates = stage.candidates(key);
        i = lastUpTo(candidates, number);
      }
    }
    return any;
  }

  /** Where in the list the last number is that is not above this one; -1 if none is. */
  private static int lastUpTo(int[] candidates, int number) {
    int at = -1;
    while (at + 1 < candidates.length && candidates[at + 1] <= number) {
      at++;
    }
    return at;
  }

  private static boolean endsStage(Stage stage, Node node, boolean success, Event event) {
    return (success && node.nextStage()) || !event.stage().equals(stage.name());
  }
}
