package org.tocsin.consumer;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What operators do about consumers and their keys. Every method joins the caller's transaction,
 * and what it changes holds for the first request after that.
 */
public interface ConsumerRegistry {

  /**
   * A key that was just made, the only time its text is known.
   *
   * @param id its number
   * @param key its text
   */
  record NewKey(long id, String key) {}

  /**
   * A consumer that was just made.
   *
   * @param consumer who
   * @param key its first key
   */
  record NewConsumer(ConsumerStatus consumer, NewKey key) {}

  /**
   * A consumer as operators see it.
   *
   * @param id its number
   * @param name what operators call it
   * @param organisation whose scoped listings it also gets
   * @param cut which part of the list it gets
   * @param createdAt when it was made
   * @param revokedAt when it was revoked, if it was
   * @param keys its keys in order of their numbers
   */
  record ConsumerStatus(
      long id,
      String name,
      OptionalLong organisation,
      Cut cut,
      Instant createdAt,
      Optional<Instant> revokedAt,
      List<KeyStatus> keys) {
    /** Copies the keys. */
    public ConsumerStatus {
      keys = List.copyOf(keys);
    }
  }

  /**
   * A key as it is listed, without its text.
   *
   * @param id its number
   * @param createdAt when it was made
   * @param expiresAt when it ends, empty for never
   * @param revokedAt when it was revoked, if it was
   * @param lastUsedAt when something was last fetched with it
   * @param lastSerial which release that was
   * @param lastBytes how much was sent
   * @param pulls how often something was fetched with it
   */
  record KeyStatus(
      long id,
      Instant createdAt,
      Optional<Instant> expiresAt,
      Optional<Instant> revokedAt,
      Optional<Instant> lastUsedAt,
      Optional<Long> lastSerial,
      Optional<Long> lastBytes,
      long pulls) {}

  /** Makes a consumer with its first key, which never ends by itself. */
  NewConsumer create(String name, OptionalLong organisation, Cut cut);

  /** Returns one consumer with every key it ever had. */
  Optional<ConsumerStatus> find(long id);

  /**
   * Returns consumers in order of their number, beginning behind {@code after}, with those of their
   * keys that are in force.
   */
  List<ConsumerStatus> list(long after, int limit);

  /**
   * Makes a further key; the older ones end at the given time unless they end earlier. Empty when
   * there is no such consumer in force.
   */
  Optional<NewKey> issueKey(long consumer, Instant previousExpiresAt);

  /** Revokes a key of a consumer; false when there is no such key in force. */
  boolean revokeKey(long consumer, long key);

  /** Revokes a consumer with all its keys; false when there is no such consumer in force. */
  boolean revoke(long consumer);
}
