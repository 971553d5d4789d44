package org.tocsin.agent.scenario;

import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

  /** How many values of distinct are kept in a list. */
  private static final int FEW = 8;

  /** About what a bucket takes with its key and its place in the table, without its content. */
  private static final int OWN = 224;

  /** About what a value of distinct takes without its letters, which mostly are in an event too. */
  private static final int VALUE = 24;

  /** What came of pouring an event. */
  enum Outcome {
    TAKEN,
    IGNORED,
    CANCELLED,
    OVERFLOWED
  }

  private final Scenario scenario;
  private final Leak leak;
  private final List<Held> queue = new ArrayList<>(1);
  private Collection<String> seen = List.of();
  private @Nullable BitSet stuck;
  private int count;
  private Instant first = Instant.MIN;
  private Instant last = Instant.MIN;

  Bucket(Scenario scenario, Footprint footprint) {
    this.scenario = scenario;
    this.leak = new Leak(scenario.limits().capacity());
    footprint.add(OWN);
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

  /** Lets its events go, and what else it takes. */
  void release(Footprint footprint) {
    footprint.add(-OWN);
    seen.forEach(value -> footprint.add(-bytes(value)));
    queue.forEach(held -> held.give(footprint));
  }

  /** What is kept of its events, oldest first. */
  List<Event> queue() {
    return new AbstractList<>() {
      @Override
      public Event get(int index) {
        return queue.get(index).event();
      }

      @Override
      public int size() {
        return queue.size();
      }
    };
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
    return !queue.isEmpty() && queue.get(queue.size() - 1).event().replayed();
  }

  Outcome pour(Keeping keeping, Instant time, Footprint footprint) {
    Event event = keeping.event();
    if (scenario.type() == Scenario.Type.TRIGGER) {
      count(time);
      keep(new Held(event, event.bytes()), footprint);
      return Outcome.OVERFLOWED;
    }
    if (isRepeated(keeping, footprint)) {
      return Outcome.IGNORED;
    }
    if (holds(scenario.checks().cancelOn(), event)) {
      return Outcome.CANCELLED;
    }
    count(time);
    boolean fits = scenario.limits().capacity() < 0 || leak.allows(scenario.limits(), time);
    keep(keeping.held(scenario.facets()), footprint);
    boolean enough = !fits || conditionHolds(event) || bayesDecides(event);
    return enough ? Outcome.OVERFLOWED : Outcome.TAKEN;
  }

  private void count(Instant time) {
    count++;
    first = count == 1 ? time : first;
    last = time;
  }

  /** Keeps one event more than the limit: the one that runs over is kept too. */
  private void keep(Held held, Footprint footprint) {
    int limit = scenario.limits().queue() < 0 ? MOST_EVENTS : scenario.limits().queue();
    while (queue.size() > limit) {
      queue.remove(0).give(footprint);
    }
    held.take(footprint);
    queue.add(held);
  }

  private boolean isRepeated(Keeping keeping, Footprint footprint) {
    Optional<Program> distinct = scenario.checks().distinct();
    if (distinct.isEmpty()) {
      return false;
    }
    try {
      return distinct.get().evaluate(keeping.event()) instanceof String value
          && (seen.size() >= MOST_SEEN || !isNew(keeping.shared(shortened(value)), footprint));
    } catch (EvaluationFailure e) {
      return false;
    }
  }

  /** Few values are looked through one by one, which takes less room than a table. */
  private boolean isNew(String value, Footprint footprint) {
    if (seen.contains(value)) {
      return false;
    }
    if (seen.isEmpty()) {
      seen = new ArrayList<>(1);
    } else if (seen.size() == FEW) {
      seen = new HashSet<>(seen);
    }
    footprint.add(bytes(value));
    return seen.add(value);
  }

  private static int bytes(String value) {
    return VALUE + value.length();
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
    Optional<Bayes> bayes = scenario.checks().bayes();
    if (bayes.isEmpty()) {
      return false;
    }
    BitSet held = stuck == null ? new BitSet() : stuck;
    stuck = held;
    return bayes.get().decides(held, variables(event));
  }

  private Object[] variables(Event event) {
    return new Object[] {
      event, new BucketViews.Queue(queue()), new BucketViews.Leaky(scenario, count)
    };
  }
}
