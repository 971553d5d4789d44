package org.tocsin.agent.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Knows bouncers by their keys and what they were told, in memory: a look-up never waits for the
 * disk. What they were told is written down after each answer if the disk takes it; if not, a
 * bouncer is told more than it needs after the next start, never less.
 */
final class BouncerDesk {
  /** How often it is written down that a bouncer came which was told nothing new. */
  private static final Duration BETWEEN_NOTES = Duration.ofMinutes(1);

  private final SqliteBouncers bouncers;
  private final Map<String, Instant> noted = new ConcurrentHashMap<>();
  private final Map<String, String> told = new ConcurrentHashMap<>();
  private volatile Map<String, String> names = Map.of();

  /** A bouncer that showed its key, and what it was told so far. */
  record Known(String name, String told) {}

  /** When, from where and as what a bouncer came. */
  record Visit(Instant at, String address, String client) {}

  BouncerDesk(SqliteBouncers bouncers) {
    this.bouncers = bouncers;
    refresh();
  }

  /** Takes up which bouncers there are; what a known one was told is better known here. */
  void refresh() {
    Map<String, String> found = new HashMap<>();
    for (SqliteBouncers.Keyed one : bouncers.keyed()) {
      found.put(one.digest(), one.name());
      told.putIfAbsent(one.digest(), one.told());
    }
    names = Map.copyOf(found);
    told.keySet().retainAll(found.keySet());
  }

  /** A key that is not known here may have been made a moment ago. */
  Optional<Known> find(String key) {
    String digest = SqliteBouncers.digest(key);
    if (!names.containsKey(digest)) {
      refresh();
    }
    return Optional.ofNullable(names.get(digest))
        .map(name -> new Known(name, told.getOrDefault(digest, "")));
  }

  /** A bouncer came and was told nothing that has to be remembered. */
  void came(Known bouncer, Visit visit) {
    Instant last = noted.getOrDefault(bouncer.name(), Instant.MIN);
    if (last.isAfter(visit.at()) || !visit.at().isBefore(last.plus(BETWEEN_NOTES))) {
      write(bouncer.name(), bouncer.told(), visit);
    }
  }

  /** A bouncer has got an answer whole. */
  void told(Known bouncer, String text, Visit visit) {
    names.forEach(
        (digest, name) -> {
          if (name.equals(bouncer.name())) {
            told.put(digest, text);
          }
        });
    write(bouncer.name(), text, visit);
  }

  private void write(String name, String text, Visit visit) {
    noted.put(name, visit.at());
    try {
      bouncers.came(name, text, visit);
    } catch (StoreFailed e) {
      noted.remove(name); // It is written with the next visit; the store's owner tells of trouble.
    }
  }
}
