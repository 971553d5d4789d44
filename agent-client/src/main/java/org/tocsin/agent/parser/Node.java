package org.tocsin.agent.parser;

import java.util.List;
import java.util.Optional;
import org.tocsin.agent.event.Event;
import org.tocsin.agent.expression.EvaluationFailure;
import org.tocsin.agent.expression.Program;
import org.tocsin.agent.regex.Effort;
import org.tocsin.agent.vocabulary.Stashes;

/**
 * A rule of a parser, with the rules below it.
 *
 * @param name its name; below the top level one made from that of its parent
 * @param filter whether it looks at an event at all
 * @param whitelist marks events
 * @param grok takes a text apart
 * @param stashes what it remembers
 * @param children the rules below it
 * @param statics what its success means
 * @param nextStage whether its success ends the stage
 */
record Node(
    String name,
    Optional<Program> filter,
    Optional<Whitelist> whitelist,
    Optional<GrokStep> grok,
    List<StashEntry> stashes,
    List<Node> children,
    List<Static> statics,
    boolean nextStage) {

  /** An event on its way, with what nodes need to look at it. */
  static final class Visit {
    private final Event event;
    private final Object[] variables;
    private final StageOrder order;
    private final Stashes stashes;
    private final Effort effort = new Effort();

    Visit(Event event, StageOrder order, Stashes stashes) {
      this.event = event;
      this.variables = new Object[] {event};
      this.order = order;
      this.stashes = stashes;
    }

    Event event() {
      return event;
    }

    /** Whether searching in its texts became too costly. */
    boolean isTooCostly() {
      return effort.exceeded();
    }
  }

  /** Does the work of the node on an event and says whether it succeeded. */
  boolean process(Visit visit) {
    if (!passesFilter(visit)) {
      return false;
    }
    boolean listed = whitelist.isPresent() && whitelist.get().apply(visit.event(), visit.variables);
    boolean matched =
        grok.isPresent() && grok.get().apply(visit.event(), visit.variables, visit.effort);
    if (matched || grok.isEmpty()) {
      stashes.forEach(entry -> entry.remember(visit.stashes, visit.variables));
    }
    if (!visitChildren(visit, matched)) {
      return false;
    }
    if (listed || whitelist.isEmpty()) {
      statics.forEach(entry -> entry.apply(visit.event(), visit.variables));
    }
    if (nextStage) {
      visit.order.advance(visit.event());
    }
    return true;
  }

  private boolean passesFilter(Visit visit) {
    try {
      return filter.isEmpty() || filter.get().test(visit.variables);
    } catch (EvaluationFailure e) {
      return false;
    }
  }

  /**
   * The children are visited even if the grok did not match, and one of them may still save the
   * node. Without a match and without an end of the stage, the last of them decides.
   */
  private boolean visitChildren(Visit visit, boolean matched) {
    boolean state = matched || grok.isEmpty();
    for (Node child : children) {
      if (child.process(visit)) {
        state = true;
        if (nextStage) {
          return true;
        }
      } else if (!matched) {
        state = false;
      }
    }
    return state;
  }
}
