package org.tocsin.agent.acquisition;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** The one thread that follows all files. */
final class FileWork implements Source {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

  private final List<FileSource> sources;
  private final Positions positions;
  private final InstantSource clock;
  private final Stop stop;

  FileWork(List<FileSource> sources, Positions positions, InstantSource clock, Stop stop) {
    this.sources = sources;
    this.positions = positions;
    this.clock = clock;
    this.stop = stop;
  }

  @Override
  public List<Runnable> work() {
    return List.of(this::follow);
  }

  private void follow() {
    try (FileFollower follower = new FileFollower(sources, positions)) {
      boolean more = false;
      do {
        more = follower.round(clock.instant());
      } while (!(more ? stop.asked() : stop.within(BETWEEN_LOOKS)));
    }
  }

  @Override
  public void close() {}
}
