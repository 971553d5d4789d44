package org.tocsin.consumer;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.tocsin.enrolment.SecretText;

/** Consumers in PostgreSQL. */
@ApplicationScoped
@Transactional
class PostgresConsumerRegistry
    implements ConsumerRegistry, PanacheRepositoryBase<ConsumerEntity, Long> {

  private final PostgresConsumerKeys keys;
  private final Consumers consumers;
  private final TransactionSynchronizationRegistry transactions;
  private final InstantSource clock;
  private final SecureRandom random;

  PostgresConsumerRegistry(
      PostgresConsumerKeys keys,
      Consumers consumers,
      TransactionSynchronizationRegistry transactions,
      InstantSource clock,
      SecureRandom random) {
    this.keys = keys;
    this.consumers = consumers;
    this.transactions = transactions;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public NewConsumer create(String name, OptionalLong organisation, Cut cut) {
    ConsumerEntity consumer = new ConsumerEntity();
    consumer.name = name;
    consumer.organisation = organisation.isPresent() ? organisation.getAsLong() : null;
    consumer.cut(cut);
    consumer.createdAt = clock.instant();
    persist(consumer);
    return new NewConsumer(status(consumer, List.of()), newKey(consumer));
  }

  private NewKey newKey(ConsumerEntity consumer) {
    String secret = SecretText.generate(random) + SecretText.generate(random);
    ConsumerKeyEntity key = new ConsumerKeyEntity();
    key.consumer = consumer;
    key.hash = SecretText.hash(secret);
    key.createdAt = clock.instant();
    keys.persist(key);
    return new NewKey(key.id, secret);
  }

  @Override
  public Optional<ConsumerStatus> find(long id) {
    consumers.flush();
    return findByIdOptional(id)
        .map(consumer -> status(consumer, keys.list("consumer.id = ?1 order by id", id)));
  }

  @Override
  public List<ConsumerStatus> list(long after, int limit) {
    consumers.flush();
    List<ConsumerEntity> found = find("id > ?1 order by id", after).page(0, limit).list();
    Map<Long, List<ConsumerKeyEntity>> inForce =
        keys
            .find(
                "consumer in ?1 and revokedAt is null and (expiresAt is null or expiresAt > ?2)"
                    + " order by id",
                found,
                clock.instant())
            .stream()
            .collect(Collectors.groupingBy(key -> key.consumer.id));
    return found.stream()
        .map(consumer -> status(consumer, inForce.getOrDefault(consumer.id, List.of())))
        .toList();
  }

  private static ConsumerStatus status(ConsumerEntity consumer, List<ConsumerKeyEntity> keys) {
    return new ConsumerStatus(
        consumer.id,
        consumer.name,
        consumer.organisation(),
        consumer.cut(),
        consumer.createdAt,
        Optional.ofNullable(consumer.revokedAt),
        keys.stream().map(ConsumerKeyEntity::toStatus).toList());
  }

  @Override
  public Optional<NewKey> issueKey(long id, Instant previousExpiresAt) {
    return inForce(id)
        .map(
            consumer -> {
              keys.update(
                  "expiresAt = ?1 where consumer = ?2 and revokedAt is null"
                      + " and (expiresAt is null or expiresAt > ?1)",
                  previousExpiresAt,
                  consumer);
              forgetAfterCommit();
              return newKey(consumer);
            });
  }

  /** Whoever changes the keys of a consumer holds its row, so that no key escapes a change. */
  private Optional<ConsumerEntity> inForce(long id) {
    return find("id = ?1 and revokedAt is null", id)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResultOptional();
  }

  @Override
  public boolean revokeKey(long consumer, long key) {
    forgetAfterCommit();
    return keys.update(
            "revokedAt = ?1 where id = ?2 and consumer.id = ?3 and revokedAt is null",
            clock.instant(),
            key,
            consumer)
        == 1;
  }

  @Override
  public boolean revoke(long id) {
    Instant now = clock.instant();
    Optional<ConsumerEntity> consumer = inForce(id);
    consumer.ifPresent(
        found -> {
          found.revokedAt = now;
          keys.update("revokedAt = ?1 where consumer = ?2 and revokedAt is null", now, found);
          forgetAfterCommit();
        });
    return consumer.isPresent();
  }

  /** Makes a change of keys effective with the first request after the caller's transaction. */
  private void forgetAfterCommit() {
    transactions.registerInterposedSynchronization(
        new Synchronization() {
          @Override
          public void beforeCompletion() {}

          @Override
          public void afterCompletion(int status) {
            consumers.forget();
          }
        });
  }
}
