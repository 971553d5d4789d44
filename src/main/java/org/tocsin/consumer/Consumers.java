package org.tocsin.consumer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.tocsin.enrolment.SecretText;

/**
 * Lets consumers in and remembers what they fetched. A key that was used within the last seconds is
 * recognised without the database; every wrong key costs one hash and one look at an index. What a
 * crash loses is the last half minute of downloads' counts.
 */
@ApplicationScoped
public final class Consumers {

  private static final int KEYS_IN_MEMORY = 200_000;
  private static final Duration MEMORY = Duration.ofSeconds(10);

  private record Held(KnownKeys.Known known, long generation, Instant since) {
    // A clock that was set back must not make a memory longer.
    boolean isFresh(long current, Instant now) {
      return generation == current && !now.isBefore(since) && now.isBefore(since.plus(MEMORY));
    }
  }

  private final KnownKeys keys;
  private final InstantSource clock;
  private final AtomicLong generation = new AtomicLong();
  private final Map<Long, KnownKeys.Pulls> pulls = new ConcurrentHashMap<>();
  private final Cache<ByteBuffer, Held> held =
      Caffeine.newBuilder().maximumSize(KEYS_IN_MEMORY).build();

  Consumers(KnownKeys keys, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /** Returns whose key this is, if it is in force. May ask the database. */
  public Optional<Consumer> authenticate(String key) {
    if (key.isEmpty() || key.length() > ConsumerKey.LONGEST) {
      return Optional.empty();
    }
    byte[] hash = SecretText.hash(key);
    Instant now = clock.instant();
    return consumer(known(ByteBuffer.wrap(hash), hash, now), now);
  }

  /**
   * Returns whose key this is, if it was used within the last seconds and is still in force. Never
   * asks the database: nothing said of a key here does not mean that it is wrong.
   */
  Optional<Consumer> remembered(String key) {
    Instant now = clock.instant();
    return consumer(remembered(ByteBuffer.wrap(SecretText.hash(key)), generation.get(), now), now);
  }

  private static Optional<Consumer> consumer(Optional<KnownKeys.Known> known, Instant now) {
    return known.filter(one -> one.isInForce(now)).map(KnownKeys.Known::consumer);
  }

  private Optional<KnownKeys.Known> remembered(ByteBuffer name, long current, Instant now) {
    return Optional.ofNullable(held.getIfPresent(name))
        .filter(found -> found.isFresh(current, now))
        .map(Held::known);
  }

  private Optional<KnownKeys.Known> known(ByteBuffer name, byte[] hash, Instant now) {
    // Read before the database is: what is revoked meanwhile makes this memory worthless.
    long current = generation.get();
    Optional<KnownKeys.Known> remembered = remembered(name, current, now);
    if (remembered.isPresent()) {
      return remembered;
    }
    Optional<KnownKeys.Known> found = keys.find(hash);
    found.ifPresentOrElse(
        known -> held.put(name, new Held(known, current, now)), () -> held.invalidate(name));
    return found;
  }

  /** Makes every key be looked up again, as after a change of any of them. */
  void forget() {
    generation.incrementAndGet();
  }

  /** Notes that a consumer was sent so many bytes of a release. */
  public void pulled(Consumer consumer, long serial, long bytes) {
    pulls.merge(
        consumer.keyId(),
        new KnownKeys.Pulls(clock.instant(), serial, bytes, 1),
        KnownKeys.Pulls::before);
  }

  void stop(@Observes ShutdownEvent event) {
    flush();
  }

  /** Writes what was noted since the last time. */
  public synchronized void flush() {
    // In order of keys, so that two servers that write at once cannot block each other for good.
    SortedMap<Long, KnownKeys.Pulls> taken = new TreeMap<>();
    for (Long key : List.copyOf(pulls.keySet())) {
      Optional.ofNullable(pulls.remove(key)).ifPresent(value -> taken.put(key, value));
    }
    if (taken.isEmpty()) {
      return;
    }
    boolean written = false;
    try {
      keys.add(taken);
      written = true;
    } finally {
      if (!written) {
        taken.forEach(
            (key, value) -> pulls.merge(key, value, (newer, older) -> older.before(newer)));
      }
    }
  }
}
