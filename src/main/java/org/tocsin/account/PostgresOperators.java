package org.tocsin.account;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
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

  private final InstantSource clock;
  private final SecureRandom random;

  PostgresOperators(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public boolean isEmpty() {
    return count() == 0;
  }

  @Override
  public Optional<NewOperator> create(String name, Role role) {
    if (count("name", name) > 0) {
      return Optional.empty();
    }
    String token = SecretText.generate(random) + SecretText.generate(random);
    OperatorEntity operator = new OperatorEntity();
    operator.name = name;
    operator.role = role.text();
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
    return operator.map(OperatorEntity::toOperator);
  }
}
