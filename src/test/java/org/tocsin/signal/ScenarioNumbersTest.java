package org.tocsin.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.address.Address;
import org.tocsin.enrolment.Agent;

/** Which scenarios get a number, and what of the signals is offered as evidence. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class ScenarioNumbersTest {

  @Inject DataSource dataSource;
  @Inject TestClock clock;

  private StoredSignals stored;

  @BeforeEach
  void begin() {
    stored = new StoredSignals(dataSource);
  }

  private static String freshName() {
    return "test/" + UUID.randomUUID();
  }

  private static Signal signal(String scenario, boolean admissible) {
    return new Signal(
        Address.parse("45.83.81.1").orElseThrow(),
        new Scenario(scenario, ""),
        Optional.empty(),
        Optional.<Instant>empty(),
        Optional.of(UUID.randomUUID().toString()),
        admissible);
  }

  private EncodedBatch batch(Agent agent, String... scenarios) {
    return StoredSignals.encoded(
        new SignalBatch(
            agent, clock.instant(), Stream.of(scenarios).map(name -> signal(name, true)).toList()));
  }

  private List<String> namesOf(Agent agent) {
    return stored.query(
        "select scenario.name from signal join scenario on scenario.id = scenario_id"
            + " where agent_id = "
            + agent.id()
            + " order by position");
  }

  @Test
  void numbersWhatAnEnrolledAgentReports() throws SignalsNotStored {
    String name = freshName();

    stored.writer().write(List.of(batch(stored.agent(), name, name)));

    assertThat(namesOf(stored.agent())).containsExactly(name, name);
  }

  @Test
  void keepsUnknownScenariosOfStrangersUnderNumberZero() throws SignalsNotStored {
    Agent stranger = StoredSignals.agent(OptionalLong.empty());
    String name = freshName();

    stored.writer().write(List.of(batch(stranger, name)));

    assertThat(namesOf(stranger)).containsExactly("");
    assertThat(stored.query("select name from scenario where name = '" + name + "'")).isEmpty();
  }

  @Test
  void doesNotLetAStrangerInTheSameCommitTakeTheNumberFromAnEnrolledAgent()
      throws SignalsNotStored {
    Agent stranger = StoredSignals.agent(OptionalLong.empty());
    String name = freshName();

    stored.writer().write(List.of(batch(stranger, name), batch(stored.agent(), name)));

    assertThat(namesOf(stored.agent())).containsExactly(name);
  }

  @Test
  void letsStrangersUseWhatIsKnown() throws SignalsNotStored {
    Agent stranger = StoredSignals.agent(OptionalLong.empty());
    String name = freshName();
    PostgresSignalWriter writer = stored.writer();

    writer.write(List.of(batch(stored.agent(), name)));
    writer.write(List.of(batch(stranger, name)));

    assertThat(namesOf(stranger)).containsExactly(name);
  }

  @Test
  void letsAnAgentIntroduceOnlySoMany() throws SignalsNotStored {
    String first = freshName();
    String second = freshName();
    PostgresSignalWriter writer = new PostgresSignalWriter(dataSource, new PostgresScenarios(2));

    writer.write(List.of(batch(stored.agent(), first, second, freshName(), first)));

    assertThat(namesOf(stored.agent())).containsExactly(first, second, "", first);
  }

  @Test
  void tellsVersionsOfAScenarioApart() throws SignalsNotStored {
    String name = freshName();
    Signal one = signal(name, true);
    Signal other =
        new Signal(
            one.address(),
            new Scenario(name, "0".repeat(64)),
            one.startedAt(),
            one.stoppedAt(),
            Optional.of("other"),
            true);

    stored
        .writer()
        .write(
            List.of(
                StoredSignals.encoded(
                    new SignalBatch(stored.agent(), clock.instant(), List.of(one, other)))));

    assertThat(stored.column("scenario_id::text")).doesNotHaveDuplicates().hasSize(2);
  }

  @Test
  void offersOnlyAdmissibleSignalsOfEnrolledAgentsAsEvidence() throws SignalsNotStored {
    long before = stored.lastPosition();
    String name = freshName();
    PostgresSignalWriter writer = stored.writer();
    Agent stranger = StoredSignals.agent(OptionalLong.empty());

    writer.write(
        List.of(
            batch(stored.agent(), name),
            batch(stranger, name, freshName()),
            StoredSignals.encoded(
                new SignalBatch(stored.agent(), clock.instant(), List.of(signal(name, false))))));

    String admissible =
        SignalLog.ADMISSIBLE_BETWEEN
            .replaceFirst("\\?", Long.toString(before))
            .replaceFirst("\\?", Long.toString(stored.lastPosition()));
    assertThat(stored.query("select host(address) from (" + admissible + ") offered")).hasSize(1);
    assertThat(stored.lastPosition() - before).isEqualTo(4);
  }
}
