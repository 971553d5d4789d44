package org.tocsin.enrolment;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.hibernate.exception.ConstraintViolationException;
import org.tocsin.network.Standpoint;

/** Agents in PostgreSQL, with those that speak often kept in memory for a few seconds. */
@ApplicationScoped
final class PostgresAgentRegistry
    implements AgentRegistry, PanacheRepositoryBase<AgentEntity, Integer> {

  private static final int AGENTS_IN_MEMORY = 200_000;
  private static final Duration MEMORY = Duration.ofSeconds(30);

  private final PostgresEnrolmentKeys keys;
  private final EnrolmentConfig config;
  private final InstantSource clock;
  private final TransactionSynchronizationRegistry transactions;
  private final Passwords passwords;
  private final AgentTokens tokens;
  private final Cache<String, Agent> agents =
      Caffeine.newBuilder().maximumSize(AGENTS_IN_MEMORY).expireAfterWrite(MEMORY).build();

  PostgresAgentRegistry(
      PostgresEnrolmentKeys keys,
      EnrolmentConfig config,
      TokenKeys tokenKeys,
      InstantSource clock,
      TransactionSynchronizationRegistry transactions) {
    this.keys = keys;
    this.config = config;
    this.clock = clock;
    this.transactions = transactions;
    this.passwords = new Passwords(config.concurrentHashes(), config.hashPatience());
    this.tokens = new AgentTokens(tokenKeys);
  }

  @Override
  public Registration register(String login, String password, Standpoint standpoint) {
    if (load(login).isPresent()) {
      return Registration.ALREADY_REGISTERED;
    }
    Optional<String> hash = passwords.hash(password);
    if (hash.isEmpty()) {
      return Registration.BUSY;
    }
    try {
      QuarkusTransaction.requiringNew().run(() -> persist(newAgent(login, hash.get(), standpoint)));
      return Registration.REGISTERED;
    } catch (ConstraintViolationException e) {
      return Registration.ALREADY_REGISTERED;
    }
  }

  private AgentEntity newAgent(String login, String passwordHash, Standpoint standpoint) {
    AgentEntity agent = new AgentEntity();
    agent.login = login;
    agent.passwordHash = passwordHash;
    agent.tags = new String[0];
    agent.createdAt = clock.instant();
    agent.asn = standpoint.asn();
    agent.prefixHash = standpoint.prefixHash();
    return agent;
  }

  @Override
  public Login login(String login, String password, Standpoint standpoint, Engine engine) {
    // The connection is given back before the slow part.
    Optional<String> hash =
        QuarkusTransaction.requiringNew()
            .call(
                () -> find("login", login).firstResultOptional().map(found -> found.passwordHash));
    Optional<Boolean> matches = passwords.matches(password, hash);
    if (matches.isEmpty()) {
      return new Login.Busy();
    }
    if (!matches.get()) {
      return new Login.WrongCredentials();
    }
    Instant now = clock.instant();
    if (!letIn(login, standpoint, engine, now)) {
      return new Login.Blocked();
    }
    Instant expiresAt = now.plus(config.tokenLifetime()).truncatedTo(ChronoUnit.SECONDS);
    return new Login.Accepted(tokens.sign(login, now, expiresAt), expiresAt);
  }

  private boolean letIn(String login, Standpoint standpoint, Engine engine, Instant now) {
    return QuarkusTransaction.requiringNew()
            .call(
                () ->
                    update(
                        "lastLoginAt = ?1, asn = ?2, prefixHash = ?3, engine = ?5, scenarios = ?6"
                            + " where login = ?4 and blockedAt is null and (organisation is null"
                            + " or organisation.id not in (select o.id from OrganisationEntity o"
                            + " where o.blockedAt is not null))",
                        now,
                        standpoint.asn(),
                        standpoint.prefixHash(),
                        login,
                        engine.program().orElse(null),
                        engine.scenarios().orElse(null)))
        == 1;
  }

  @Override
  public boolean resetPassword(Agent agent, String password) {
    Optional<String> hash = passwords.hash(password);
    hash.ifPresent(
        value ->
            QuarkusTransaction.requiringNew()
                .run(() -> update("passwordHash = ?1 where id = ?2", value, agent.id())));
    return hash.isPresent();
  }

  @Override
  public Enrolment enrol(Agent agent, EnrolmentRequest request) {
    Instant now = clock.instant();
    Enrolment outcome =
        QuarkusTransaction.requiringNew().call(() -> enrolInTransaction(agent, request, now));
    agents.invalidate(agent.login());
    return outcome;
  }

  private Enrolment enrolInTransaction(Agent agent, EnrolmentRequest request, Instant now) {
    Optional<EnrolmentKeyEntity> key = keys.inForce(request.key(), now);
    if (key.isEmpty()) {
      return Enrolment.KEY_NOT_VALID;
    }
    AgentEntity entity = findById(agent.id(), jakarta.persistence.LockModeType.PESSIMISTIC_WRITE);
    if (entity.organisation != null && !request.overwrite()) {
      return Enrolment.ALREADY_ENROLLED;
    }
    boolean moves =
        entity.organisation == null || entity.organisation.id != key.get().organisation.id;
    // A use is spent only by joining, and the database decides who gets the last one.
    if (moves && !keys.spend(key.get())) {
      return Enrolment.KEY_NOT_VALID;
    }
    if (moves) {
      entity.organisation = key.get().organisation;
      entity.enrolledAt = now;
    }
    request.name().ifPresent(name -> entity.name = name);
    entity.tags = keys.tags(key.get(), request.tags());
    return Enrolment.ENROLLED;
  }

  @Override
  public Optional<Agent> authenticateFromMemory(String token) {
    return tokens
        .verify(token, clock.instant())
        .flatMap(login -> Optional.ofNullable(agents.getIfPresent(login)));
  }

  @Override
  public Optional<Agent> authenticate(String token) {
    return tokens
        .verify(token, clock.instant())
        .flatMap(
            login -> {
              Optional<Agent> agent = load(login).filter(found -> !found.blocked());
              agent.ifPresent(found -> agents.put(login, found));
              return agent;
            });
  }

  private Optional<Agent> load(String login) {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                find("from AgentEntity a left join fetch a.organisation where a.login = ?1", login)
                    .firstResultOptional()
                    .map(AgentEntity::toAgent));
  }

  /**
   * Makes a change of the agent effective with the first request after the caller's transaction.
   */
  void forgetAfterCommit(String login) {
    afterCommit(() -> agents.invalidate(login));
  }

  /** Makes a change of many agents effective with the first request after the transaction. */
  void forgetAllAfterCommit() {
    afterCommit(agents::invalidateAll);
  }

  private void afterCommit(Runnable act) {
    transactions.registerInterposedSynchronization(
        new Synchronization() {
          @Override
          public void beforeCompletion() {}

          @Override
          public void afterCompletion(int status) {
            act.run();
          }
        });
  }

  @Override
  public int pruneUnused(Instant now) {
    Instant before = now.minus(config.unusedRegistration());
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                Math.toIntExact(
                    delete(
                        "lastLoginAt is null and organisation is null and blockedAt is null"
                            + " and createdAt < ?1",
                        before)));
  }
}
