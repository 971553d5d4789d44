package org.tocsin.agent.acquisition;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.tocsin.agent.event.Line;
import org.tocsin.agent.expression.TextMap;

/** Where one source puts its lines, and what it says and counts. */
final class Outlet {
  private static final Duration QUIET = Duration.ofMinutes(1);
  private static final int MOST_KINDS = 1000;

  /** What all sources share. */
  record Surroundings(LineSink sink, Consumer<String> notes, InstantSource clock, Stop stop) {}

  private final AcquisitionConfig config;
  private final Surroundings surroundings;
  private final TextMap labels;
  private final Map<String, Instant> noted = new ConcurrentHashMap<>();
  private final LongAdder lines = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder cut = new LongAdder();
  private final LongAdder dropped = new LongAdder();

  Outlet(AcquisitionConfig config, Surroundings surroundings) {
    this.config = config;
    this.surroundings = surroundings;
    this.labels = TextMap.of(config.labels());
  }

  /**
   * Gives a line on. True when it went all the way or never will; false when the end of everything
   * came in between, so that it must be read again.
   */
  boolean give(String raw, String source) {
    if (surroundings.stop.asked()) {
      return false;
    }
    try {
      Line line = new Line(raw, source, config.origin().module(), labels);
      surroundings.sink.take(line, config.replayed());
      lines.increment();
      return true;
    } catch (RuntimeException e) {
      if (Thread.currentThread().isInterrupted()) {
        return false;
      }
      drop("a line of " + source + " was dropped: " + e);
      return true;
    }
  }

  void read(long count) {
    bytes.add(count);
  }

  void cut(long count) {
    cut.add(count);
  }

  /** Counts something that cannot be used, and says why, the same thing once a minute at most. */
  void drop(String why) {
    dropped.increment();
    note(why);
  }

  /** Says something, the same thing once a minute at most. */
  void note(String what) {
    Instant now = now();
    noted.values().removeIf(at -> !at.plus(QUIET).isAfter(now));
    if (noted.size() < MOST_KINDS && noted.putIfAbsent(what, now) == null) {
      surroundings.notes.accept(config.name() + ": " + what);
    }
  }

  Instant now() {
    return surroundings.clock.instant();
  }

  Stop stop() {
    return surroundings.stop;
  }

  String name() {
    return config.name();
  }

  Counted counted() {
    return new Counted(
        config.name(),
        config.origin().module(),
        lines.sum(),
        bytes.sum(),
        cut.sum(),
        dropped.sum());
  }
}
