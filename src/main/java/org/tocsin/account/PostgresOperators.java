package org.tocsin.account;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.tocsin.enrolment.SecretText;

/** Operators in PostgreSQL. */
@ApplicationScoped
@Transactional
class PostgresOperators implements Operators, PanacheRepositoryBase<OperatorEntity, Long> {

  /** What the record calls the server itself. */
  private static final String OURSELVES = "server";

  private final InstantSource clock;
  private final SecureRandom random;
  private final PostgresSessions sessions;

  PostgresOperators(InstantSource clock, SecureRandom random, PostgresSessions sessions) {
    this.sessions = sessions;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public boolean isEmpty() {
    return count() == 0;
  }

  @Override
  public Optional<NewOperator> create(String name, Role role, Optional<Long> organisation) {
    if (name.strip().equalsIgnoreCase(OURSELVES) || count("name", name) > 0) {
      return Optional.empty();
    }
    String token = SecretText.generate(random) + SecretText.generate(random);
    OperatorEntity operator = new OperatorEntity();
    operator.name = name;
    operator.role = role.text();
    operator.organisation = organisation.orElse(null);
    operator.tokenHash = SecretText.hash(token);
    operator.createdAt = clock.instant();
    persist(operator);
    return Optional.of(new NewOperator(operator.toOperator(), token));
  }

  @Override
  public Optional<Operator> authenticate(String token) {
    return find("tokenHash = ?1 and revokedAt is null", SecretText.hash(token))
        .firstResultOptional()
        .map(OperatorEntity::toOperator);
  }

  @Override
  public Optional<Operator> find(long id) {
    return find("id = ?1 and revokedAt is null", id)
        .firstResultOptional()
        .map(OperatorEntity::toOperator);
  }

  @Override
  public Optional<Operator> find(String name) {
    return find("name = ?1 and revokedAt is null", name)
        .firstResultOptional()
        .map(OperatorEntity::toOperator);
  }

  @Override
  public boolean isLastAdministrator(long id) {
    List<OperatorEntity> administrators =
        find("role = ?1 and revokedAt is null order by id", Role.ADMINISTRATOR_NAME)
            .withLock(LockModeType.PESSIMISTIC_WRITE)
            .list();
    return administrators.size() == 1 && administrators.get(0).id == id;
  }

  @Override
  public Optional<Operator> change(long id, Role role, Optional<Long> organisation) {
    Optional<OperatorEntity> operator =
        find("id = ?1 and revokedAt is null", id).firstResultOptional();
    operator.ifPresent(
        found -> {
          found.role = role.text();
          found.organisation = organisation.orElse(null);
        });
    return operator.map(OperatorEntity::toOperator);
  }

  @Override
  public List<Operator> list(long after, int limit) {
    return find("id > ?1 and revokedAt is null order by id", after).page(0, limit).stream()
        .map(OperatorEntity::toOperator)
        .toList();
  }

  @Override
  public Optional<Operator> revoke(long id) {
    Optional<OperatorEntity> operator =
        find("id = ?1 and revokedAt is null", id).firstResultOptional();
    operator.ifPresent(found -> found.revokedAt = clock.instant());
    operator.ifPresent(found -> sessions.endAll(found.id));
    return operator.map(OperatorEntity::toOperator);
  }
}
