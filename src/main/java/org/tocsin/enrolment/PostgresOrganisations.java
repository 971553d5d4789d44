package org.tocsin.enrolment;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Organisations in PostgreSQL. */
@ApplicationScoped
@Transactional
class PostgresOrganisations
    implements Organisations, PanacheRepositoryBase<OrganisationEntity, Long> {

  private final EntityManager entities;
  private final PostgresEnrolmentKeys keys;
  private final PostgresAgentRegistry agents;
  private final InstantSource clock;
  private final SecureRandom random;

  PostgresOrganisations(
      EntityManager entities,
      PostgresEnrolmentKeys keys,
      PostgresAgentRegistry agents,
      InstantSource clock,
      SecureRandom random) {
    this.entities = entities;
    this.keys = keys;
    this.agents = agents;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Optional<Organisation> create(String name, boolean vouched, boolean honeypot) {
    Instant at = clock.instant();
    // The database decides who takes a name; an exception would cost the transaction.
    List<?> ids =
        entities
            .createNativeQuery(
                "insert into organisation (name, vouched, honeypot, created_at)"
                    + " values (:name, :vouched, :honeypot, :at)"
                    + " on conflict (name) do nothing returning id")
            .setParameter("name", name)
            .setParameter("vouched", vouched)
            .setParameter("honeypot", honeypot)
            .setParameter("at", at)
            .getResultList();
    return ids.stream()
        .findFirst()
        .map(id -> new Organisation(((Number) id).longValue(), name, vouched, honeypot, at, false));
  }

  @Override
  public Optional<Organisation> find(long id) {
    return findByIdOptional(id).map(OrganisationEntity::toOrganisation);
  }

  @Override
  public List<Organisation> list(long after, int limit) {
    return find("id > ?1 order by id", after).page(0, limit).stream()
        .map(OrganisationEntity::toOrganisation)
        .toList();
  }

  @Override
  public Map<Long, Organisation> all() {
    // There are many, and none is going to be changed: no entities, which every flush looks
    // through.
    return entities
        .createQuery(
            "select new org.tocsin.enrolment.Organisation(id, name, vouched, honeypot, createdAt,"
                + " case when blockedAt is null then false else true end)"
                + " from OrganisationEntity",
            Organisation.class)
        .getResultStream()
        .collect(Collectors.toUnmodifiableMap(Organisation::id, organisation -> organisation));
  }

  @Override
  public NewKey createKey(long organisation, KeyTerms terms) {
    String secret = SecretText.generate(random);
    EnrolmentKeyEntity key = new EnrolmentKeyEntity();
    key.organisation = findById(organisation);
    key.keyHash = SecretText.hash(secret);
    key.uses = terms.uses().orElse(null);
    key.tags = terms.tags().toArray(String[]::new);
    key.createdAt = clock.instant();
    key.expiresAt = terms.expiresAt().orElse(null);
    keys.persist(key);
    return new NewKey(key.id, secret);
  }

  @Override
  public List<KeyStatus> keys(long organisation, long after, int limit) {
    return keys
        .find("organisation.id = ?1 and id > ?2 order by id", organisation, after)
        .page(0, limit)
        .stream()
        .map(PostgresOrganisations::status)
        .toList();
  }

  private static KeyStatus status(EnrolmentKeyEntity key) {
    KeyTerms terms =
        new KeyTerms(
            Optional.ofNullable(key.uses), Optional.ofNullable(key.expiresAt), List.of(key.tags));
    return new KeyStatus(
        key.id, terms, key.used, key.createdAt, Optional.ofNullable(key.revokedAt));
  }

  @Override
  public boolean revokeKey(long organisation, long key) {
    return keys.update(
            "revokedAt = ?1 where id = ?2 and organisation.id = ?3 and revokedAt is null",
            clock.instant(),
            key,
            organisation)
        == 1;
  }

  @Override
  public boolean setBlocked(String login, boolean blocked) {
    Instant at = clock.instant();
    int changed =
        blocked
            ? agents.update("blockedAt = coalesce(blockedAt, ?1) where login = ?2", at, login)
            : agents.update("blockedAt = null where login = ?1", login);
    agents.forgetAfterCommit(login);
    return changed == 1;
  }

  @Override
  public boolean setBlocked(long organisation, boolean blocked) {
    int changed =
        blocked
            ? update(
                "blockedAt = coalesce(blockedAt, ?1) where id = ?2", clock.instant(), organisation)
            : update("blockedAt = null where id = ?1", organisation);
    agents.forgetAllAfterCommit();
    return changed == 1;
  }
}
