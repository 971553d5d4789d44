package org.tocsin.consumer;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/** What is stored of keys, as far as downloads need it. */
interface KnownKeys {

  /**
   * A key that nobody revoked.
   *
   * @param consumer whose it is
   * @param expiresAt when it ends, empty for never
   */
  record Known(Consumer consumer, Optional<Instant> expiresAt) {
    boolean isInForce(Instant now) {
      return expiresAt.map(now::isBefore).orElse(true);
    }
  }

  /**
   * Downloads with one key.
   *
   * @param at when the last one was
   * @param serial the release it got
   * @param bytes how much was sent
   * @param count how many there were
   */
  record Pulls(Instant at, long serial, long bytes, long count) {
    Pulls before(Pulls later) {
      return new Pulls(later.at, later.serial, later.bytes, count + later.count);
    }
  }

  /** Returns the key of this hash unless it, or its consumer, is revoked. */
  Optional<Known> find(byte[] hash);

  /** Adds downloads to what is stored, by the numbers of their keys: all of them or none. */
  void add(SortedMap<Long, Pulls> pulls);
}
