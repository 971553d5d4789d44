package org.tocsin.agent.vocabulary;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What parsers remember from one line for another, by name. Each stash holds only so many values,
 * the least recently used go first, and none longer than its time to live, which runs by the wall
 * clock even in replay. Safe for use by several threads.
 */
public final class Stashes {
  private final InstantSource clock;
  private final Map<String, Stash> stashes = new HashMap<>();

  private record Held(String value, Instant until) {}

  private static final class Stash extends LinkedHashMap<String, Held> {
    private static final long serialVersionUID = 1;
    private final int most;

    Stash(int most) {
      super(16, 0.75f, true);
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Held> eldest) {
      return size() > most;
    }
  }

  public Stashes(InstantSource clock) {
    this.clock = clock;
  }

  /** Remembers a value; the first use of a name fixes how many values fit. */
  public synchronized void put(
      String name, int most, Duration timeToLive, Map.Entry<String, String> entry) {
    stashes
        .computeIfAbsent(name, key -> new Stash(most))
        .put(entry.getKey(), new Held(entry.getValue(), clock.instant().plus(timeToLive)));
  }

  synchronized String get(String name, String key) {
    Stash stash = stashes.get(name);
    Held held = stash == null ? null : stash.get(key);
    return held == null || !clock.instant().isBefore(held.until()) ? "" : held.value();
  }
}
