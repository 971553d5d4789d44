package org.tocsin.enrolment;

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
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "agent")
class AgentEntity {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  int id;

  String login;

  @Column(name = "password_hash")
  String passwordHash;

  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "organisation_id")
  @Nullable OrganisationEntity organisation;

  @Nullable String name;
  String[] tags;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "enrolled_at")
  @Nullable Instant enrolledAt;

  @Column(name = "blocked_at")
  @Nullable Instant blockedAt;

  @Column(name = "last_login_at")
  @Nullable Instant lastLoginAt;

  @Column(name = "last_push_at")
  @Nullable Instant lastPushAt;

  @Column(name = "last_pull_at")
  @Nullable Instant lastPullAt;

  @Nullable Long release;

  // What it said of itself when it last logged in.
  @Nullable String engine;
  @Nullable Integer scenarios;

  // Where it stood when it last registered or logged in.
  long asn;

  @Column(name = "prefix_hash")
  String prefixHash;

  Agent toAgent() {
    return new Agent(
        id,
        login,
        organisation == null ? OptionalLong.empty() : OptionalLong.of(organisation.id),
        blockedAt != null || (organisation != null && organisation.blockedAt != null));
  }
}
