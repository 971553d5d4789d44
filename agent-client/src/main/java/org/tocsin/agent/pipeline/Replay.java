package org.tocsin.agent.pipeline;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.tocsin.agent.acquisition.LineReader;
import org.tocsin.agent.event.Event;
import org.tocsin.agent.event.Line;
import org.tocsin.agent.expression.TextMap;

/** Reads a whole log by the time in it. */
public final class Replay {
  private static final int REPORT_EVERY = 1024;

  private final Engine engine;
  private long lines;
  private long events;
  private long overflows;
  private long cut;

  public Replay(Engine engine) {
    this.engine = engine;
  }

  /**
   * Reads a log to its end.
   *
   * @param source what the log is called
   * @param labels what is said of it
   * @param told is given every overflow
   * @param progress is called now and then
   */
  public void read(
      LineReader reader,
      String source,
      Map<String, String> labels,
      Consumer<Event> told,
      Runnable progress)
      throws IOException {
    TextMap shared = TextMap.of(labels);
    for (Optional<String> raw = reader.next(); raw.isPresent(); raw = reader.next()) {
      Engine.Passage passage = engine.process(new Line(raw.get(), source, "file", shared), true);
      lines++;
      events += passage.event().processed() ? 1 : 0;
      overflows += passage.overflows().size();
      passage.overflows().forEach(told);
      if (lines % REPORT_EVERY == 0) {
        progress.run();
      }
    }
    cut += reader.cut();
  }

  /** How many lines were read. */
  public long lines() {
    return lines;
  }

  /** How many of them meant something. */
  public long events() {
    return events;
  }

  public long overflows() {
    return overflows;
  }

  /** How many lines were cut because of their length. */
  public long cut() {
    return cut;
  }
}
