package org.tocsin.agent.scenario;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tocsin.agent.event.Event;
import org.tocsin.agent.event.Overflow;
import org.tocsin.agent.expression.EvaluationFailure;
import org.tocsin.agent.expression.Pool;
import org.tocsin.agent.expression.Program;

/** All scenarios with their buckets. Belongs to one thread at a time. */
public final class Scenarios {
  private static final int FEWEST_POURS = 4_096;

  /** Below this part of the limits nothing is looked through for what can be forgotten. */
  private static final int FEW = 16;

  private static final Duration SLACK = Duration.ofMinutes(10);

  private final ScenarioIndex index;
  private final InstantSource clock;
  private final Limits limits;
  private final Map<Key, Bucket> buckets = new LinkedHashMap<>(1024, 0.75f, true);
  private final Blackholes blackholes = new Blackholes();
  private final Footprint footprint = new Footprint();
  private final Pool pool = new Pool();
  private int poursSinceSweep;
  private long evicted;
  private long failures;

  /**
   * How much is held at most.
   *
   * @param buckets how many buckets
   * @param bytes about how many bytes they take together with their events
   */
  public record Limits(int buckets, long bytes) {}

  /** Which bucket: that of a scenario for one group of events. */
  private record Key(Scenario.Identity identity, String group) {}

  /** Is told which scenarios took an event and what came of it. */
  @FunctionalInterface
  public interface Trace {
    Trace NONE = (scenario, group, outcome) -> {};

    void poured(String scenario, String group, String outcome);
  }

  Scenarios(ScenarioIndex index, InstantSource clock, Limits limits) {
    this.index = index;
    this.clock = clock;
    this.limits = limits;
  }

  /** How many buckets had to go before their time because there were too many. */
  public long evicted() {
    return evicted;
  }

  /** How often a filter or group could not be computed. */
  public long failures() {
    return failures;
  }

  public int held() {
    return buckets.size();
  }

  /** Pours an event into the buckets of all scenarios that want it. */
  public List<Event> pour(Event event, Trace trace) {
    Object[] variables = {event};
    Keeping keeping = new Keeping(event, pool);
    List<Event> overflows = new ArrayList<>();
    Optional<Instant> time = time(event);
    for (Scenario scenario : index.candidates(event)) {
      try {
        boolean wanted = scenario.filter().test(variables);
        if (wanted && (time.isPresent() || scenario.type() == Scenario.Type.TRIGGER)) {
          Instant when = time.orElseGet(clock::instant);
          pour(scenario, keeping, when, trace).ifPresent(overflows::add);
        }
      } catch (EvaluationFailure e) {
        failures++;
      }
    }
    return overflows;
  }

  /** In replay what the event says; without that it is poured nowhere but on triggers. */
  private Optional<Instant> time(Event event) {
    if (!event.replayed()) {
      return Optional.of(clock.instant());
    }
    String text = event.marshaledTime();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private Optional<Event> pour(Scenario scenario, Keeping keeping, Instant time, Trace trace) {
    String group = keeping.shared(group(scenario, keeping.event()));
    Key key = new Key(scenario.identity(), group);
    Bucket held = buckets.get(key);
    boolean live = held != null && !held.isOver(time);
    if (held != null && !live) {
      buckets.remove(key);
      held.release(footprint);
    }
    Bucket bucket = held != null && live ? held : new Bucket(scenario, footprint);
    Bucket.Outcome outcome = bucket.pour(keeping, time, footprint);
    trace.poured(scenario.origin().name(), group, outcome.name());
    if (outcome == Bucket.Outcome.TAKEN || outcome == Bucket.Outcome.IGNORED) {
      if (!live) {
        buckets.put(key, bucket);
      }
      sweep(keeping.event().replayed(), time);
      evict(time);
      return Optional.empty();
    }
    buckets.remove(key);
    bucket.release(footprint);
    return outcome == Bucket.Outcome.OVERFLOWED ? overflow(bucket, group, time) : Optional.empty();
  }

  private static String group(Scenario scenario, Event event) {
    Optional<Program> groupBy = scenario.groupBy();
    if (groupBy.isEmpty()) {
      return "";
    }
    if (groupBy.get().evaluate(event) instanceof String group) {
      return group;
    }
    throw new EvaluationFailure("the group is no string");
  }

  /**
   * Forgets buckets whose time was up a while ago, once there are many. Not at once, as lines of a
   * log are not always in order.
   */
  private void sweep(boolean replayed, Instant time) {
    boolean few =
        footprint.bytes() < limits.bytes() / FEW && buckets.size() < limits.buckets() / FEW;
    if (++poursSinceSweep < Math.max(FEWEST_POURS, buckets.size()) || few) {
      return;
    }
    poursSinceSweep = 0;
    Instant then = time.minus(SLACK);
    buckets
        .values()
        .removeIf(
            bucket -> {
              boolean over = bucket.isReplayed() == replayed && bucket.isOver(then);
              if (over) {
                bucket.release(footprint);
              }
              return over;
            });
  }

  /** Makes those longest untouched go if there is too much. */
  private void evict(Instant time) {
    while (buckets.size() > limits.buckets() || isTooMuch()) {
      Iterator<Bucket> all = buckets.values().iterator();
      Bucket oldest = all.next();
      all.remove();
      oldest.release(footprint);
      evicted += oldest.isOver(time) ? 0 : 1;
    }
  }

  private boolean isTooMuch() {
    return footprint.bytes() > limits.bytes() && buckets.size() > 1;
  }

  /** About how many bytes all buckets take. */
  public long bytes() {
    return footprint.bytes();
  }

  private Optional<Event> overflow(Bucket bucket, String group, Instant time) {
    Scenario scenario = bucket.scenario();
    String key = BucketName.of(scenario.identity(), group);
    return AlertWriting.write(bucket, key, time)
        .filter(overflow -> passes(bucket, overflow))
        .filter(overflow -> !blackholes.swallows(scenario, group, time))
        .map(overflow -> event(overflow, time));
  }

  private static boolean passes(Bucket bucket, Overflow overflow) {
    Optional<Program> filter = bucket.scenario().checks().overflowFilter();
    try {
      return filter.isEmpty()
          || filter
              .get()
              .test(
                  new BucketViews.Queue(bucket.queue()),
                  overflow,
                  new BucketViews.Leaky(bucket.scenario(), bucket.count()));
    } catch (EvaluationFailure e) {
      return true;
    }
  }

  private Event event(Overflow overflow, Instant time) {
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    return Event.of(overflow, time.toString(), now);
  }

  /**
   * Lets time pass for buckets filled at the wall clock: counters whose time is up run over, other
   * buckets whose time is up go away.
   */
  public List<Event> tick() {
    Instant now = clock.instant();
    List<Event> overflows = new ArrayList<>();
    Iterator<Map.Entry<Key, Bucket>> all = buckets.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Key, Bucket> entry = all.next();
      Bucket bucket = entry.getValue();
      if (now.isAfter(bucket.deadline()) && !bucket.isReplayed()) {
        all.remove();
        bucket.release(footprint);
        if (bucket.scenario().type() == Scenario.Type.COUNTER) {
          overflow(bucket, entry.getKey().group(), bucket.deadline()).ifPresent(overflows::add);
        }
      }
    }
    return overflows;
  }
}
