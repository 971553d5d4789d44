package org.tocsin.consumer;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "consumer_key")
class ConsumerKeyEntity {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  long id;

  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "consumer_id")
  ConsumerEntity consumer;

  byte[] hash;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "expires_at")
  @Nullable Instant expiresAt;

  @Column(name = "revoked_at")
  @Nullable Instant revokedAt;

  @Column(name = "last_used_at")
  @Nullable Instant lastUsedAt;

  @Column(name = "last_serial")
  @Nullable Long lastSerial;

  @Column(name = "last_bytes")
  @Nullable Long lastBytes;

  long pulls;

  KnownKeys.Known toKnown() {
    return new KnownKeys.Known(
        new Consumer(consumer.id, id, consumer.name, consumer.organisation(), consumer.cut()),
        Optional.ofNullable(expiresAt));
  }

  ConsumerRegistry.KeyStatus toStatus() {
    return new ConsumerRegistry.KeyStatus(
        id,
        createdAt,
        Optional.ofNullable(expiresAt),
        Optional.ofNullable(revokedAt),
        Optional.ofNullable(lastUsedAt),
        Optional.ofNullable(lastSerial),
        Optional.ofNullable(lastBytes),
        pulls);
  }
}
