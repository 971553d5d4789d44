package org.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tocsin.TestAgent;
import org.tocsin.TestClock;
import org.tocsin.TestDatabase;
import org.tocsin.TestOperator;
import org.tocsin.TestSql;
import org.tocsin.operator.CurationControl;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@Timeout(60)
final class PublicationCycleTest {

  private static final String SSH = "crowdsecurity/ssh-bf";

  private final TestOperator operator = TestOperator.administrator();

  @Inject CurationControl curation;
  @Inject TestClock clock;
  @Inject DataSource dataSource;

  private void seenByTwo(String... addresses) {
    for (int i = 0; i < 2; i++) {
      TestAgent.enrolled(operator, operator.organisation(true, false))
          .report(SSH, clock.instant(), addresses)
          .then()
          .statusCode(200);
    }
  }

  private static List<String> listed() {
    return stream("new.value");
  }

  private static List<String> stream(String path) {
    return TestAgent.register().get("/v2/decisions/stream").jsonPath().getList(path);
  }

  @Test
  void aRunSaysWhatItDidAndARunWithoutNewsDoesNothing() {
    operator.curate();
    seenByTwo("45.84.30.1");
    CurationControl.Run run = curation.run(true);

    assertThat(run.signals()).isEqualTo(2);
    assertThat(run.changed()).isEqualTo(1);
    assertThat(run.published()).isEqualTo(1);
    assertThat(run.removed()).isZero();
    assertThat(curation.run(true)).isEqualTo(new CurationControl.Run(0, 0, 0, 0, 0, run.serial()));
  }

  @Test
  void anExemptionTakesOffWithTheNextRunAndItsEndLetsBackOn() {
    seenByTwo("45.84.31.1", "45.84.31.200");
    operator.curate();
    Response added =
        operator.post(
            "/api/v1/allowlist",
            Map.of("range", "45.84.31.0/25", "tier", "benign", "reason", "a test"));
    assertThat(listed()).as("not before the run").contains("45.84.31.1");
    operator.post("/api/v1/curation/runs", Map.of());
    assertThat(listed()).contains("45.84.31.200").doesNotContain("45.84.31.1");

    operator.delete("/api/v1/allowlist/" + added.jsonPath().getLong("id")).then().statusCode(204);
    operator.curate();
    assertThat(listed()).contains("45.84.31.1");
  }

  @Test
  void anExemptionThatExpiresEndsWithTheFirstRunAfterIt() {
    Instant end = clock.instant().plus(Duration.ofMinutes(30));
    operator
        .post(
            "/api/v1/allowlist",
            Map.of(
                "range", "45.84.32.1", "tier", "never", "reason", "t", "expiresAt", end.toString()))
        .then()
        .statusCode(201);
    seenByTwo("45.84.32.1");
    operator.curate();
    assertThat(listed()).doesNotContain("45.84.32.1");

    clock.advance(Duration.ofMinutes(30));
    operator.curate();
    assertThat(listed()).contains("45.84.32.1");
  }

  @Test
  void otherRulesMeanJudgingEverythingAgain() throws Exception {
    seenByTwo("45.84.33.1");
    operator.curate();
    TestSql sql = new TestSql(dataSource);
    // As if the address had been judged, and not listed, by rules that have since been replaced.
    sql.change("delete from verdict where address = '45.84.33.1'");
    curation.run(true);
    assertThat(listed()).as("nobody has a reason to judge it").doesNotContain("45.84.33.1");

    sql.change("update judged_rules set digest = 'of older rules'");
    curation.run(true);
    assertThat(listed()).contains("45.84.33.1");
  }

  @Test
  void anAddressThatLosesAFloorWhileItSoaksBeginsAgain() throws Exception {
    seenByTwo("45.84.34.1");
    curation.run(false);
    TestSql sql = new TestSql(dataSource);
    Instant since = clock.instant();
    clock.advance(Duration.ofMinutes(10));
    curation.run(false);
    assertThat(soakingSince(sql)).containsExactly(since.getEpochSecond() + "");

    sql.change(
        "delete from sighting where address = '45.84.34.1' and organisation_id ="
            + " (select min(organisation_id) from sighting where address = '45.84.34.1')");
    clock.advance(Duration.ofMinutes(10));
    curation.run(false);
    assertThat(soakingSince(sql)).isEmpty();

    TestAgent.enrolled(operator, operator.organisation(true, false))
        .report(SSH, clock.instant(), "45.84.34.1");
    curation.run(false);
    assertThat(soakingSince(sql)).containsExactly(clock.instant().getEpochSecond() + "");
    clock.advance(Duration.ofMinutes(15));
    curation.run(false);
    assertThat(listed()).contains("45.84.34.1");
  }

  private static List<String> soakingSince(TestSql sql) {
    return sql.rows(
        "select extract(epoch from global_since)::bigint from verdict"
            + " where address = '45.84.34.1' and state = 'soaking'");
  }

  @Test
  void aListingEndsByItselfWithoutBeingWithdrawn() {
    seenByTwo("45.84.35.1");
    operator.curate();
    assertThat(listed()).contains("45.84.35.1");
    clock.advance(Duration.ofDays(2).plusMinutes(25));
    operator.post("/api/v1/curation/runs", Map.of());

    assertThat(listed()).doesNotContain("45.84.35.1");
    assertThat(stream("deleted.value")).doesNotContain("45.84.35.1");
  }

  @Test
  void oneRunAtATimeAmongAllServersOfADatabase() throws Exception {
    try (Connection other = dataSource.getConnection();
        Statement statement = other.createStatement()) {
      statement.execute("select pg_advisory_lock(" + 0x70c51L + ")");
      CompletableFuture<CurationControl.Run> run =
          CompletableFuture.supplyAsync(() -> curation.run(false));
      TestSql sql = new TestSql(dataSource);
      Instant deadline = Instant.now().plusSeconds(30);
      while (sql.number("select count(*) from pg_locks where locktype = 'advisory' and not granted")
          == 0) {
        assertThat(Instant.now()).as("the run does not wait").isBefore(deadline);
        Thread.onSpinWait();
      }
      assertThat(run).isNotDone();
      statement.execute("select pg_advisory_unlock(" + 0x70c51L + ")");
      run.get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void runsAtOnceFoldEachSignalOnceAndMakeOneReleaseOfIt() {
    curation.run(true);
    long serial = curation.run(true).serial();
    seenByTwo("45.84.36.1");
    List<CompletableFuture<CurationControl.Run>> runs =
        List.of(1, 2, 3, 4).stream()
            .map(n -> CompletableFuture.supplyAsync(() -> curation.run(true)))
            .toList();
    List<CurationControl.Run> done = runs.stream().map(CompletableFuture::join).toList();

    assertThat(done.stream().mapToLong(CurationControl.Run::signals).sum()).isEqualTo(2);
    assertThat(done.stream().mapToInt(CurationControl.Run::published).sum()).isEqualTo(1);
    assertThat(done).extracting(CurationControl.Run::serial).containsOnly(serial + 1);
  }
}
