package org.tocsin.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestSql;
import org.tocsin.Together;
import org.tocsin.network.Standpoint;

/** How engines become and stay known. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class AgentRegistryTest {

  @Inject AgentRegistry registry;
  @Inject Organisations organisations;
  @Inject TestClock clock;
  @Inject DataSource dataSource;

  private Engines engines;

  @BeforeEach
  void begin() {
    engines = new Engines(registry);
  }

  @Test
  void keepsTheFirstPasswordWhenAMachineIdIsRegisteredTwice() {
    String login = engines.register();

    assertThat(registry.register(login, "another password", Standpoint.UNKNOWN))
        .isEqualTo(Registration.ALREADY_REGISTERED);
    assertThat(registry.login(login, "another password", Standpoint.UNKNOWN, Engine.UNKNOWN))
        .isInstanceOf(Login.WrongCredentials.class);
    engines.logIn(login);
  }

  @Test
  void registersOneOfManyWhoTakeTheSameMachineIdAtOnce() {
    String login = Engines.freshLogin();

    List<Registration> outcomes =
        Together.run(4, i -> registry.register(login, Engines.PASSWORD, Standpoint.UNKNOWN));

    assertThat(outcomes)
        .containsOnlyOnce(Registration.REGISTERED)
        .filteredOn(Registration.ALREADY_REGISTERED::equals)
        .hasSize(3);
  }

  @Test
  void tellsMachineIdsApartByCase() {
    String login = engines.register();

    assertThat(
            registry.login(
                login.toUpperCase(java.util.Locale.ROOT),
                Engines.PASSWORD,
                Standpoint.UNKNOWN,
                Engine.UNKNOWN))
        .isInstanceOf(Login.WrongCredentials.class);
  }

  @Test
  void answersAWrongPasswordAndAnUnknownMachineAlike() {
    assertThat(
            registry.login(
                engines.register(), "wrong password", Standpoint.UNKNOWN, Engine.UNKNOWN))
        .isEqualTo(
            registry.login(
                Engines.freshLogin(), Engines.PASSWORD, Standpoint.UNKNOWN, Engine.UNKNOWN));
  }

  @Test
  void handsOutTokensThatEndTwoHoursLaterToTheSecond() {
    Login.Accepted accepted = engines.logIn(engines.register());
    assertThat(accepted.expiresAt())
        .isEqualTo(
            clock
                .instant()
                .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                .plus(Duration.ofHours(2)));

    clock.advance(Duration.ofHours(2).minusSeconds(1));
    assertThat(registry.authenticate(accepted.token())).isPresent();
    assertThat(registry.authenticateFromMemory(accepted.token())).isPresent();
    clock.advance(Duration.ofSeconds(1));
    assertThat(registry.authenticate(accepted.token())).isEmpty();
    assertThat(registry.authenticateFromMemory(accepted.token())).isEmpty();
  }

  @Test
  void letsTwoEnginesShareALogin() {
    String login = engines.register();
    Login.Accepted first = engines.logIn(login);
    clock.advance(Duration.ofSeconds(1));
    Login.Accepted second = engines.logIn(login);

    assertThat(registry.authenticate(first.token())).isPresent();
    assertThat(registry.authenticate(second.token()))
        .isEqualTo(registry.authenticate(first.token()));
  }

  @Test
  void shutsABlockedEngineOutAtOnceAndLetsItInAgain() {
    String login = engines.register();
    String token = engines.logIn(login).token();
    assertThat(registry.authenticate(token)).isPresent();

    assertThat(organisations.setBlocked(login, true)).isTrue();
    assertThat(registry.authenticateFromMemory(token)).isEmpty();
    assertThat(registry.authenticate(token)).isEmpty();
    assertThat(registry.login(login, Engines.PASSWORD, Standpoint.UNKNOWN, Engine.UNKNOWN))
        .isInstanceOf(Login.Blocked.class);
    assertThat(registry.login(login, "wrong password", Standpoint.UNKNOWN, Engine.UNKNOWN))
        .isInstanceOf(Login.WrongCredentials.class);

    assertThat(organisations.setBlocked(login, false)).isTrue();
    assertThat(registry.authenticate(token)).isPresent();
    assertThat(organisations.setBlocked(Engines.freshLogin(), true)).isFalse();
  }

  @Test
  void changesOnlyThePasswordOfTheEngineThatAsks() {
    Agent agent = engines.known();
    String other = engines.register();

    assertThat(registry.resetPassword(agent, "a new password")).isTrue();

    assertThat(registry.login(agent.login(), Engines.PASSWORD, Standpoint.UNKNOWN, Engine.UNKNOWN))
        .isInstanceOf(Login.WrongCredentials.class);
    assertThat(registry.login(agent.login(), "a new password", Standpoint.UNKNOWN, Engine.UNKNOWN))
        .isInstanceOf(Login.Accepted.class);
    engines.logIn(other);
  }

  @Test
  void survivesAnEngineThatLogsInWithoutEnd() {
    String login = engines.register();

    for (int i = 0; i < 200; i++) {
      assertThat(registry.authenticate(engines.logIn(login).token())).isPresent();
    }
  }

  @Test
  void remembersWhereAnEngineStoodWhenItLastCameIn() {
    TestSql sql = new TestSql(dataSource);
    String login = Engines.freshLogin();
    String place = "select asn, prefix_hash from agent where login = ?";

    registry.register(login, Engines.PASSWORD, new Standpoint(4_294_967_295L, "first"));
    assertThat(sql.rows(place, login)).containsExactly("4294967295 first");
    registry.login(login, "wrong password", new Standpoint(1, "stranger"), Engine.UNKNOWN);
    assertThat(sql.rows(place, login)).containsExactly("4294967295 first");
    registry.login(login, Engines.PASSWORD, new Standpoint(64_500, "second"), Engine.UNKNOWN);
    assertThat(sql.rows(place, login)).containsExactly("64500 second");
    organisations.setBlocked(login, true);
    registry.login(login, Engines.PASSWORD, new Standpoint(1, "blocked"), Engine.UNKNOWN);
    assertThat(sql.rows(place, login)).containsExactly("64500 second");
  }

  @Test
  void prunesRegistrationsThatNobodyEverUsed() {
    Instant registered = clock.instant();
    String unused = engines.register();
    String used = engines.known().login();
    String blocked = engines.register();
    organisations.setBlocked(blocked, true);

    registry.pruneUnused(registered.plus(Duration.ofHours(24)));
    assertThat(registry.register(unused, Engines.PASSWORD, Standpoint.UNKNOWN))
        .isEqualTo(Registration.ALREADY_REGISTERED);

    assertThat(registry.pruneUnused(registered.plus(Duration.ofHours(24)).plusMillis(1)))
        .isPositive();
    assertThat(registry.register(unused, "another password", Standpoint.UNKNOWN))
        .isEqualTo(Registration.REGISTERED);
    engines.logIn(used);
    assertThat(registry.login(blocked, Engines.PASSWORD, Standpoint.UNKNOWN, Engine.UNKNOWN))
        .isInstanceOf(Login.Blocked.class);
  }

  @Test
  void knowsNoTokenOfAnEngineThatNeverWas() {
    String elsewhere =
        new AgentTokens(TokenKeys.parse(TokenKeys.generate(new java.security.SecureRandom())))
            .sign("engine-" + UUID.randomUUID(), clock.instant(), clock.instant().plusSeconds(60));

    assertThat(registry.authenticate(elsewhere)).isEmpty();
  }
}
