package org.tocsin.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.Together;

/** Whom an enrolment key lets in. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class EnrolmentKeysTest {

  @Inject AgentRegistry registry;
  @Inject Organisations organisations;
  @Inject Fleet fleet;
  @Inject TestClock clock;

  private Engines engines;
  private long organisation;

  @BeforeEach
  void begin() {
    engines = new Engines(registry);
    organisation = newOrganisation();
  }

  private long newOrganisation() {
    return organisations.create("org " + UUID.randomUUID(), false, false).orElseThrow().id();
  }

  private Organisations.NewKey key(long owner, Optional<Integer> uses, Optional<Instant> end) {
    return organisations.createKey(owner, new Organisations.KeyTerms(uses, end, List.of("site")));
  }

  private String anyNumber(long owner) {
    return key(owner, Optional.empty(), Optional.empty()).key();
  }

  private int used() {
    return organisations.keys(organisation, 0, 1).get(0).used();
  }

  private Agent reload(Agent agent) {
    return registry.authenticate(engines.logIn(agent.login()).token()).orElseThrow();
  }

  @Test
  void letsExactlyAsManyInAsItHasUses() {
    String key = key(organisation, Optional.of(3), Optional.empty()).key();
    List<Agent> agents = IntStream.range(0, 20).mapToObj(i -> engines.known()).toList();

    List<Enrolment> outcomes = Together.run(20, i -> engines.enrol(agents.get(i), key, false));

    assertThat(outcomes).filteredOn(Enrolment.ENROLLED::equals).hasSize(3);
    assertThat(outcomes).filteredOn(Enrolment.KEY_NOT_VALID::equals).hasSize(17);
    assertThat(used()).isEqualTo(3);
    assertThat(agents(organisation, 100)).hasSize(3);
  }

  @Test
  void spendsOneUseHoweverOftenOneEngineAsks() {
    String key = key(organisation, Optional.of(5), Optional.empty()).key();
    Agent agent = engines.known();

    List<Enrolment> outcomes = Together.run(10, i -> engines.enrol(agent, key, false));

    assertThat(outcomes).filteredOn(Enrolment.ENROLLED::equals).hasSize(1);
    assertThat(outcomes).filteredOn(Enrolment.ALREADY_ENROLLED::equals).hasSize(9);
    assertThat(used()).isEqualTo(1);
  }

  @Test
  void tellsAnEngineThatItIsInThoughItsKeyIsUsedUp() {
    String key = key(organisation, Optional.of(1), Optional.empty()).key();
    Agent agent = engines.known();

    assertThat(engines.enrol(agent, key, false)).isEqualTo(Enrolment.ENROLLED);
    assertThat(engines.enrol(agent, key, false)).isEqualTo(Enrolment.ALREADY_ENROLLED);
    assertThat(engines.enrol(agent, key, true)).isEqualTo(Enrolment.ENROLLED);
    assertThat(used()).isEqualTo(1);
    assertThat(engines.enrol(engines.known(), key, false)).isEqualTo(Enrolment.KEY_NOT_VALID);
  }

  @Test
  void letsNobodyInFromTheInstantItExpires() {
    Instant end = clock.instant().plusSeconds(60);
    String key = key(organisation, Optional.empty(), Optional.of(end)).key();
    Agent early = engines.known();
    Agent late = engines.known();

    clock.advance(Duration.ofSeconds(59));
    assertThat(engines.enrol(early, key, false)).isEqualTo(Enrolment.ENROLLED);
    clock.advance(Duration.ofSeconds(1));
    assertThat(engines.enrol(late, key, false)).isEqualTo(Enrolment.KEY_NOT_VALID);
  }

  @Test
  void letsNobodyInOnceRevoked() {
    Organisations.NewKey key = key(organisation, Optional.empty(), Optional.empty());
    Agent agent = engines.known();

    assertThat(organisations.revokeKey(newOrganisation(), key.id())).isFalse();
    assertThat(organisations.revokeKey(organisation, key.id())).isTrue();
    assertThat(organisations.revokeKey(organisation, key.id())).isFalse();
    assertThat(engines.enrol(agent, key.key(), false)).isEqualTo(Enrolment.KEY_NOT_VALID);
    assertThat(engines.enrol(agent, "unknown", false)).isEqualTo(Enrolment.KEY_NOT_VALID);
  }

  @Test
  void movesAnEngineOnlyWhenAsked() {
    Agent agent = engines.known();
    engines.enrol(agent, anyNumber(organisation), false);
    long other = newOrganisation();
    String key = anyNumber(other);

    assertThat(engines.enrol(agent, key, false)).isEqualTo(Enrolment.ALREADY_ENROLLED);
    assertThat(reload(agent).organisation()).hasValue(organisation);
    assertThat(engines.enrol(agent, key, true)).isEqualTo(Enrolment.ENROLLED);
    assertThat(reload(agent).organisation()).hasValue(other);
    assertThat(agents(organisation, 10)).isEmpty();
  }

  @Test
  void isEffectiveWithTheNextRequestOfTheSameToken() {
    String token = engines.logIn(engines.register()).token();
    Agent before = registry.authenticate(token).orElseThrow();
    assertThat(registry.authenticateFromMemory(token)).contains(before);

    engines.enrol(before, anyNumber(organisation), false);

    assertThat(registry.authenticateFromMemory(token)).isEmpty();
    assertThat(registry.authenticate(token).orElseThrow().organisation()).hasValue(organisation);
  }

  @Test
  void addsItsTagsToThoseTheEngineAskedFor() {
    Agent agent = engines.known();

    registry.enrol(
        agent,
        new EnrolmentRequest(
            anyNumber(organisation), Optional.of("a name"), List.of("mine", "site"), false));

    Fleet.AgentStatus status =
        fleet.agents(organisation, Fleet.Which.ALL, Fleet.Place.START, 1, clock.instant()).get(0);
    assertThat(status.tags()).containsExactly("site", "mine");
    assertThat(status.name()).contains("a name");
    assertThat(status.enrolledAt()).contains(clock.instant());
  }

  private List<Fleet.AgentStatus> agents(long of, int limit) {
    return fleet.agents(of, Fleet.Which.ALL, Fleet.Place.START, limit, clock.instant());
  }
}
