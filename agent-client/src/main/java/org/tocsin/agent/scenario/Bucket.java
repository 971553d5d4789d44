package org.tocsin.agent.scenario;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tocsin.agent.event.Event;
import org.tocsin.agent.expression.EvaluationFailure;
import org.tocsin.agent.expression.Program;

/** The events of one group that a scenario has seen, and whether they are enough. */
final class Bucket {
  /** How many events a bucket without a limit of its own keeps. */
  private static final int MOST_EVENTS = 1_000;

  /** How many values of distinct a bucket knows; all further ones count as seen. */
  private static final int MOST_SEEN = 10_000;

  /** Longer values of distinct are known by their digest. */
  private static final int LONG = 64;

  /** What came of pouring an event. */
  enum Outcome {
    TAKEN,
    IGNORED,
    CANCELLED,
    OVERFLOWED
  }

  private final Scenario scenario;
  private final Leak leak;
  private final List<Event> queue = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private final BitSet stuck = new BitSet();
  private int count;
  private int weight;
  private Instant first = Instant.MIN;
  private Instant last = Instant.MIN;

  Bucket(Scenario scenario) {
    this.scenario = scenario;
    this.leak = new Leak(scenario.limits().capacity(), scenario.limits().leakSpeed());
  }

  Scenario scenario() {
    return scenario;
  }

  int count() {
    return count;
  }

  Instant first() {
    return first;
  }

  Instant last() {
    return last;
  }

  /** How much memory its events take, in the size of a small event. */
  int weight() {
    return weight;
  }

  private static int weight(Event event) {
    return 1 + event.line().raw().length() / 1024;
  }

  List<Event> queue() {
    return queue;
  }

  /** Whether its time had run out before this moment. */
  boolean isOver(Instant time) {
    return !last.equals(Instant.MIN) && time.isAfter(last.plus(scenario.limits().lifetime()));
  }

  /** When a counter that was filled at the wall clock runs over. */
  Instant deadline() {
    Instant from = scenario.type() == Scenario.Type.COUNTER ? first : last;
    return from.plus(scenario.limits().lifetime());
  }

  /** Whether its clock is that of a replayed log. */
  boolean isReplayed() {
    return !queue.isEmpty() && queue.get(queue.size() - 1).replayed();
  }

  Outcome pour(Event event, Instant time) {
    if (scenario.type() == Scenario.Type.TRIGGER) {
      count(time);
      keep(event);
      return Outcome.OVERFLOWED;
    }
    if (isRepeated(event)) {
      return Outcome.IGNORED;
    }
    if (holds(scenario.checks().cancelOn(), event)) {
      return Outcome.CANCELLED;
    }
    count(time);
    boolean fits = scenario.limits().capacity() < 0 || leak.allows(time);
    keep(event);
    boolean enough = !fits || conditionHolds(event) || bayesDecides(event);
    return enough ? Outcome.OVERFLOWED : Outcome.TAKEN;
  }

  private void count(Instant time) {
    count++;
    first = count == 1 ? time : first;
    last = time;
  }

  /** Keeps one event more than the limit: the one that runs over is kept too. */
  private void keep(Event event) {
    int limit = scenario.limits().queue() < 0 ? MOST_EVENTS : scenario.limits().queue();
    while (queue.size() > limit) {
      weight -= weight(queue.remove(0));
    }
    queue.add(event);
    weight += weight(event);
  }

  private boolean isRepeated(Event event) {
    Optional<Program> distinct = scenario.checks().distinct();
    if (distinct.isEmpty()) {
      return false;
    }
    try {
      return distinct.get().evaluate(event) instanceof String value
          && (seen.size() >= MOST_SEEN || !seen.add(shortened(value)));
    } catch (EvaluationFailure e) {
      return false;
    }
  }

  private static String shortened(String value) {
    return value.length() > LONG ? BucketName.digest("SHA-256", value) : value;
  }

  private boolean conditionHolds(Event event) {
    return scenario.type() == Scenario.Type.CONDITIONAL
        && holds(scenario.checks().condition(), event);
  }

  private boolean holds(Optional<Program> condition, Event event) {
    try {
      return condition.isPresent() && condition.get().test(variables(event));
    } catch (EvaluationFailure e) {
      return false;
    }
  }

  private boolean bayesDecides(Event event) {
    return scenario
        .checks()
        .bayes()
        .map(bayes -> bayes.decides(stuck, variables(event)))
        .orElse(false);
  }

  private Object[] variables(Event event) {
    return new Object[] {
      event, new BucketViews.Queue(queue), new BucketViews.Leaky(scenario, count)
    };
  }
}
