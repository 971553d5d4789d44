package org.tocsin.agent.daemon;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.tocsin.agent.acquisition.LineSink;
import org.tocsin.agent.event.Event;
import org.tocsin.agent.event.Line;
import org.tocsin.agent.pipeline.Engine;

/** Where lines arrive, from several threads: one after another they go through the engine. */
final class LineDesk implements LineSink {
  private final Engine engine;
  private final AlertDesk alerts;
  private final AtomicLong lines = new AtomicLong();
  private final AtomicLong understood = new AtomicLong();
  private final AtomicLong whitelisted = new AtomicLong();

  LineDesk(Engine engine, AlertDesk alerts) {
    this.engine = engine;
    this.alerts = alerts;
  }

  @Override
  public void take(Line line, boolean replayed) {
    Engine.Passage passage;
    synchronized (engine) {
      passage = engine.process(line, replayed);
    }
    Event event = passage.event();
    lines.incrementAndGet();
    understood.addAndGet(event.processed() ? 1 : 0);
    whitelisted.addAndGet(event.processed() && event.whitelisted() ? 1 : 0);
    passage.overflows().forEach(alerts::take);
  }

  /** Lets time pass for buckets that run over by time. */
  void tick() {
    List<Event> late;
    synchronized (engine) {
      late = engine.tick();
    }
    // What is decided may have to wait for the disk; lines need not.
    late.forEach(alerts::take);
  }

  int liveBuckets() {
    synchronized (engine) {
      return engine.liveBuckets();
    }
  }

  long bucketBytes() {
    synchronized (engine) {
      return engine.bucketBytes();
    }
  }

  long costlyLines() {
    synchronized (engine) {
      return engine.costlyLines();
    }
  }

  long evictedBuckets() {
    synchronized (engine) {
      return engine.evictedBuckets();
    }
  }

  long lines() {
    return lines.get();
  }

  long understood() {
    return understood.get();
  }

  long whitelisted() {
    return whitelisted.get();
  }
}
