package org.tocsin.enrolment;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "organisation")
class OrganisationEntity {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  long id;

  String name;
  boolean vouched;
  boolean honeypot;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "blocked_at")
  @Nullable Instant blockedAt;

  Organisation toOrganisation() {
    return new Organisation(id, name, vouched, honeypot, createdAt, blockedAt != null);
  }
}
