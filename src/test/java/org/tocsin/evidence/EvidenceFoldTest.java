package org.tocsin.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.TestAgent;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;
import org.tocsin.TestSql;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EvidenceFoldTest {

  private static final String SSH = "crowdsecurity/ssh-bf";
  private static final EvidenceLedger.Limits SKEW =
      new EvidenceLedger.Limits(Duration.ofHours(24), Duration.ofMinutes(5), 2_000, 10_000);

  private final TestOperator operator = TestOperator.administrator();

  @Inject EvidenceLedger ledger;
  @Inject TestClock clock;
  @Inject DataSource dataSource;

  private Optional<TestAgent> shared = Optional.empty();

  @BeforeEach
  void foldWhatOthersLeft() {
    fold();
  }

  private long fold() {
    return QuarkusTransaction.requiringNew().call(() -> ledger.fold(SKEW));
  }

  private List<Witness> witnesses(String text) {
    Address address = Address.parse(text).orElseThrow();
    return QuarkusTransaction.requiringNew()
        .call(() -> ledger.evidence(List.of(address)).get(0).witnesses());
  }

  /** Returns an agent of an ordinary organisation, the same for all tests: enrolling is slow. */
  private TestAgent ordinary() {
    if (shared.isEmpty()) {
      shared = Optional.of(TestAgent.enrolled(operator, operator.organisation(false, false)));
    }
    return shared.get();
  }

  /** Returns where an agent stood when it logged in. */
  private Network network(TestAgent agent) {
    TestSql sql = new TestSql(dataSource);
    return new Network(
        sql.number("select asn from agent where login = ?", agent.login()),
        sql.rows("select prefix_hash from agent where login = ?", agent.login()).get(0));
  }

  private static Sighting sighting(String scenario, Instant firstAt, Instant lastAt) {
    return new Sighting(scenario, "", firstAt, lastAt, Optional.of(lastAt));
  }

  @Test
  void howeverManyAgentsAndSignalsOneOrganisationHasItIsOneSightingOfAScenario() {
    long organisation = operator.organisation(true, false);
    TestAgent first = TestAgent.enrolled(operator, organisation);
    TestAgent second = TestAgent.enrolled(operator, organisation);
    Instant began = clock.instant();
    first.report(SSH, clock.instant(), "45.84.10.1");
    clock.advance(Duration.ofMinutes(3));
    second.report(SSH, clock.instant(), "45.84.10.1");
    assertThat(fold()).isEqualTo(2);
    clock.advance(Duration.ofMinutes(3));
    first.report(SSH, clock.instant(), "45.84.10.1");
    first.report("crowdsecurity/http-probing", clock.instant(), "45.84.10.1");
    assertThat(fold()).isEqualTo(2);

    assertThat(witnesses("45.84.10.1"))
        .containsExactly(
            new Witness(
                organisation,
                Witness.Standing.VOUCHED,
                network(first),
                List.of(
                    sighting("crowdsecurity/http-probing", clock.instant(), clock.instant()),
                    sighting(SSH, began, clock.instant()))));
  }

  @ParameterizedTest
  @CsvSource({
    "false, false, ORDINARY",
    "true, false, VOUCHED",
    "false, true, HONEYPOT",
    "true, true, HONEYPOT"
  })
  void aWitnessStandsAsTheOperatorSays(boolean vouched, boolean honeypot, Witness.Standing as) {
    String address = "45.84.10.1" + (vouched ? 1 : 0) + (honeypot ? 1 : 0);
    TestAgent.enrolled(operator, operator.organisation(vouched, honeypot))
        .report(SSH, clock.instant(), address);
    fold();

    assertThat(witnesses(address)).extracting(Witness::standing).contains(as);
  }

  @Test
  void aRunThatCrashedIsRepeatedWithoutCountingTwice() {
    ordinary().report(SSH, clock.instant(), "45.84.10.20");
    long position = ledger.foldedPosition();
    TestSql sql = new TestSql(dataSource);

    QuarkusTransaction.begin();
    assertThat(ledger.fold(SKEW)).isEqualTo(1);
    QuarkusTransaction.rollback();

    assertThat(ledger.foldedPosition()).isEqualTo(position);
    assertThat(witnesses("45.84.10.20")).isEmpty();
    assertThat(fold()).isEqualTo(1);
    List<Witness> once = witnesses("45.84.10.20");
    assertThat(once).hasSize(1);
    assertThat(sql.rows("select address from unjudged_address")).contains("45.84.10.20");
    assertThat(fold()).isZero();
    assertThat(witnesses("45.84.10.20")).isEqualTo(once);
  }

  @ParameterizedTest
  @CsvSource({
    "45.84.11.1, -86401, 0",
    "45.84.11.2, -86400, 1",
    "45.84.11.3, 0, 1",
    "45.84.11.4, 86400, 1",
    "45.84.11.5, 86401, 0"
  })
  void aSignalWhoseEndLiesTooFarFromItsArrivalIsStoredButNoEvidence(
      String address, long seconds, int seen) {
    long stored = operator.storedSignals();
    ordinary().report(SSH, clock.instant().plusSeconds(seconds), address).then().statusCode(200);
    fold();

    assertThat(operator.storedSignals()).isEqualTo(stored + 1);
    assertThat(witnesses(address)).hasSize(seen);
  }

  @ParameterizedTest
  @ValueSource(strings = {"papi", "cscli"})
  void anEchoByItsKindIsStoredButNoEvidence(String kind) {
    assertStoredButNoEvidence("45.84.12.1", Map.of("kind", kind));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cscli", "CAPI", "lists", "console", "cscli-import"})
  void anEchoByItsDecisionsIsStoredButNoEvidence(String origin) {
    assertStoredButNoEvidence(
        "45.84.12.2",
        Map.of("decisions", List.of(Map.of("origin", "crowdsec"), Map.of("origin", origin))));
  }

  @Test
  void aSimulationIsStoredButNoEvidence() {
    assertStoredButNoEvidence(
        "45.84.12.3",
        Map.of("decisions", List.of(Map.of("origin", "crowdsec", "simulated", true))));
  }

  private void assertStoredButNoEvidence(String address, Map<String, Object> more) {
    clock.advance(Duration.ofSeconds(1));
    Map<String, Object> signal = new HashMap<>(TestAgent.signal(SSH, clock.instant(), address));
    signal.putAll(more);
    long stored = operator.storedSignals();
    ordinary().post("/v3/signals", List.of(signal)).then().statusCode(200);
    fold();

    assertThat(operator.storedSignals()).isEqualTo(stored + 1);
    assertThat(witnesses(address)).isEmpty();
  }

  @Test
  void anEnginesOwnDecisionIsEvidence() {
    Map<String, Object> signal =
        new HashMap<>(TestAgent.signal(SSH, clock.instant(), "45.84.12.4"));
    signal.put("kind", "crowdsec");
    signal.put("decisions", List.of(Map.of("origin", "crowdsec", "simulated", false)));
    ordinary().post("/v3/signals", List.of(signal)).then().statusCode(200);
    fold();

    assertThat(witnesses("45.84.12.4")).hasSize(1);
  }

  @Test
  void anAgentWithoutOrganisationIsNoWitnessAndEnrollingDoesNotMakeItsPastOne() {
    TestAgent agent = TestAgent.register();
    agent.report(SSH, clock.instant(), "45.84.13.1").then().statusCode(200);
    fold();
    agent.enrol(operator.enrolmentKey(operator.organisation(true, false))).then().statusCode(201);
    fold();
    assertThat(witnesses("45.84.13.1")).isEmpty();

    agent.report(SSH, clock.instant(), "45.84.13.2").then().statusCode(200);
    fold();
    assertThat(witnesses("45.84.13.2")).hasSize(1);
  }

  @Test
  void whatAMovedAgentSawBeforeStaysWithItsOldOrganisation() {
    long before = operator.organisation(true, false);
    long after = operator.organisation(true, false);
    TestAgent agent = TestAgent.enrolled(operator, before);
    agent.report(SSH, clock.instant(), "45.84.14.1");
    agent
        .post(
            "/v3/watchers/enroll",
            Map.of(
                "attachment_key",
                operator.enrolmentKey(after),
                "name",
                "moved",
                "tags",
                List.of(),
                "overwrite",
                true))
        .then()
        .statusCode(201);
    clock.advance(Duration.ofSeconds(1));
    agent.report(SSH, clock.instant(), "45.84.14.2");
    fold();

    assertThat(witnesses("45.84.14.1")).extracting(Witness::organisation).containsExactly(before);
    assertThat(witnesses("45.84.14.2")).extracting(Witness::organisation).containsExactly(after);
  }

  @Test
  void whatIsVoidCountsNoMoreWhetherItWasFoldedOrNotAndWhatComesLaterCounts() {
    TestAgent agent = ordinary();
    agent.report(SSH, clock.instant(), "45.84.15.1");
    fold();
    agent.report("crowdsecurity/http-probing", clock.instant(), "45.84.15.1");
    Address address = Address.parse("45.84.15.1").orElseThrow();
    QuarkusTransaction.requiringNew().run(() -> ledger.voidUpTo(address, clock.instant()));
    fold();
    assertThat(witnesses("45.84.15.1")).isEmpty();

    clock.advance(Duration.ofSeconds(1));
    agent.report(SSH, clock.instant(), "45.84.15.1");
    fold();
    assertThat(witnesses("45.84.15.1"))
        .flatExtracting(Witness::sightings)
        .containsExactly(sighting(SSH, clock.instant(), clock.instant()));
  }

  @Test
  void anEarlierVoidDoesNotReplaceALaterOne() {
    Address address = Address.parse("45.84.15.2").orElseThrow();
    Instant now = clock.instant();
    QuarkusTransaction.requiringNew().run(() -> ledger.voidUpTo(address, now));
    QuarkusTransaction.requiringNew().run(() -> ledger.voidUpTo(address, now.minusSeconds(60)));
    ordinary().report(SSH, now, "45.84.15.2");
    fold();

    assertThat(witnesses("45.84.15.2")).isEmpty();
  }

  @Test
  void forgetsSightingsByTheirLastSignal() {
    TestAgent agent = ordinary();
    agent.report(SSH, clock.instant(), "45.84.16.1", "45.84.16.2");
    fold();
    clock.advance(Duration.ofHours(1));
    agent.report(SSH, clock.instant(), "45.84.16.2");
    fold();
    QuarkusTransaction.requiringNew().call(() -> ledger.forget(clock.instant()));

    assertThat(witnesses("45.84.16.1")).isEmpty();
    assertThat(witnesses("45.84.16.2")).hasSize(1);
  }

  @Test
  void theWaitingListHoldsEachAddressOnceAndLosesItOnlyWithTheCommit() {
    QuarkusTransaction.requiringNew().call(() -> ledger.takeUnjudged(Integer.MAX_VALUE));
    ordinary().report(SSH, clock.instant(), "45.84.17.1", "45.84.17.2", "2a01:4f8:17::1");
    fold();
    QuarkusTransaction.begin();
    assertThat(ledger.takeUnjudged(10)).hasSize(3);
    QuarkusTransaction.rollback();

    List<String> taken = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      taken.addAll(take(1));
    }
    assertThat(taken).containsExactlyInAnyOrder("45.84.17.1", "45.84.17.2", "2a01:4f8:17::1");

    unjudge("45.84.17.0/31");
    assertThat(take(10)).containsExactly("45.84.17.1");
    QuarkusTransaction.requiringNew().run(ledger::unjudgeAll);
    assertThat(take(100_000)).contains("45.84.17.1", "45.84.17.2", "2a01:4f8:17::1");
  }

  private List<String> take(int limit) {
    return QuarkusTransaction.requiringNew().call(() -> ledger.takeUnjudged(limit)).stream()
        .map(Address::toString)
        .toList();
  }

  private void unjudge(String range) {
    if (Prefix.read(range) instanceof Prefix.Reading.Accepted accepted) {
      QuarkusTransaction.requiringNew().run(() -> ledger.unjudge(accepted.prefix()));
    }
  }
}
