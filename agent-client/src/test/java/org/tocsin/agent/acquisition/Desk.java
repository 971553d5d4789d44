package org.tocsin.agent.acquisition;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.tocsin.agent.event.Line;

/** What a source needs around it, and what came out of it. */
final class Desk {
  final List<Line> lines = Collections.synchronizedList(new ArrayList<>());
  final List<String> notes = Collections.synchronizedList(new ArrayList<>());
  final Stop stop = new Stop();
  volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");
  final Outlet.Surroundings surroundings =
      new Outlet.Surroundings(this::take, notes::add, () -> now, stop);

  private void take(Line line, boolean replayed) {
    lines.add(line);
  }

  List<String> raws() {
    synchronized (lines) {
      return lines.stream().map(Line::raw).toList();
    }
  }

  void passes(Duration time) {
    now = now.plus(time);
  }

  Outlet outlet(Origin origin) {
    return new Outlet(
        new AcquisitionConfig("test", Map.of("type", "syslog"), false, origin), surroundings);
  }

  FileSource files(String... patterns) {
    return files(false, patterns);
  }

  FileSource files(boolean framed, String... patterns) {
    List<PathPattern> all = java.util.stream.Stream.of(patterns).map(PathPattern::of).toList();
    Origin.Files origin = new Origin.Files(all, List.of(), framed, false);
    return new FileSource(origin, outlet(origin));
  }

  /** Waits for something that another thread does. */
  static void until(java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain");
      }
      Thread.onSpinWait();
    }
  }

  Positions positions(Path folder) {
    return Positions.open(folder, notes::add);
  }
}
