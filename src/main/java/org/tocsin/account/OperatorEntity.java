package org.tocsin.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "operator")
class OperatorEntity {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  long id;

  String name;
  String role;

  @Column(name = "organisation_id")
  @Nullable Long organisation;

  @Column(name = "token_hash")
  byte[] tokenHash;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "revoked_at")
  @Nullable Instant revokedAt;

  Operator toOperator() {
    return new Operator(id, name, Role.of(role), Optional.ofNullable(organisation), createdAt);
  }
}
