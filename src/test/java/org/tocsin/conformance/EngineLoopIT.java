package org.tocsin.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Stock engines and the packaged server, from the attack in a log to the ban at a stranger. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EngineLoopIT {
  private static final String SEEN_BY_ALL = "45.83.64.10";
  private static final String SEEN_BY_ONE = "45.83.65.20";
  private static final int WATCHERS = 3;

  private static final Duration ARRIVAL_LIMIT = Duration.ofSeconds(30);

  private final InstantSource clock = InstantSource.system();
  private final List<Engine> engines = new ArrayList<>();
  private final PackageSearch search = CrowdSecPackage.find();
  private CrowdSecPackage crowdSec;
  private @Nullable TocsinProcess server;
  private Path scratch;

  @BeforeAll
  void startServer(@TempDir Path folder) throws IOException {
    if (search instanceof PackageSearch.Missing missing) {
      System.out.println("SKIPPED engine conformance: " + missing.reason());
    } else {
      server = TocsinProcess.start(folder);
    }
  }

  @AfterAll
  void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void takeFolder(@TempDir Path folder) {
    crowdSec = search.orSkip();
    scratch = folder;
  }

  @AfterEach
  void stopEngines() {
    engines.forEach(Engine::close);
    engines.clear();
  }

  @Test
  void bansAtAStrangerWhatThreeVouchedOrganisationsSawUntilItIsWithdrawn() throws IOException {
    OperatorApi operator = server().operator();
    threeOrganisationsReport(operator);

    JsonNode run = operator.runCuration();
    assertThat(run.path("published").asInt()).as(run.toString()).isPositive();
    assertThat(state(operator, SEEN_BY_ALL)).isEqualTo("global");
    assertThat(state(operator, SEEN_BY_ONE)).isNotEqualTo("global");

    Engine stranger = enrolled(operator.createOrganisation("protected", true), "stranger");
    stranger.start();
    stranger.awaitPull();
    assertThat(stranger.decisions())
        .as(stranger.logTail())
        .extracting(Decision::origin, Decision::type, Decision::scope, Decision::value)
        .containsExactly(tuple("CAPI", "ban", "Ip", SEEN_BY_ALL));

    operator.withdraw(SEEN_BY_ALL, "conformance test");
    pullAgain(stranger);
    assertThat(stranger.decisions()).as(stranger.logTail()).isEmpty();
  }

  @Test
  void capiStatusAcceptsTheCredentialsThatEnrolWrote() throws IOException {
    OperatorApi operator = server().operator();
    Engine engine = enrolled(operator.createOrganisation("status", false), "status");
    assertThat(engine.cscli("capi", "status").orFail().text()).contains("successfully interact");
  }

  @Test
  void consoleEnrolSaysAlreadyEnrolledOnlyTheSecondTime() throws IOException {
    OperatorApi operator = server().operator();
    String key = operator.createEnrolmentKey(operator.createOrganisation("console", false));
    Engine engine = registered("console");
    Command first = engine.cscli("console", "enroll", "--name", "console", "--tags", "edge", key);
    assertThat(first.orFail().text())
        .contains("successfully enrolled")
        .doesNotContain("already enrolled");
    Command second = engine.cscli("console", "enroll", "--name", "console", key);
    assertThat(second.orFail().text()).contains("already enrolled");
  }

  @Test
  void consoleEnrolShowsTheServersWordsForAnUnknownKey() throws IOException {
    Command refused = registered("stray").cscli("console", "enroll", "NoSuchKey0123456789");
    assertThat(refused.exitCode()).isNotZero();
    assertThat(refused.text()).contains("the attachment key provided is not valid");
  }

  @Test
  void capiStatusShowsTheServersWordsForAWrongPassword() throws IOException {
    Engine engine = registered("forgetful");
    engine.useCredentials(server().baseUrl(), machineId("forgetful"), "not-the-password-0123456");
    Command refused = engine.cscli("capi", "status");
    assertThat(refused.exitCode()).isNotZero();
    assertThat(refused.text()).contains("The machine_id or password is incorrect");
  }

  /** An engine with the credentials that the bundled command writes; it is not started. */
  private Engine enrolled(String organisation, String name) throws IOException {
    Engine engine = prepared(name);
    String key = server().operator().createEnrolmentKey(organisation);
    server().enrolEngine(key, name, engine.credentialsFile());
    return engine;
  }

  /** An engine that registered over plain HTTP and belongs to no organisation. */
  private Engine registered(String name) throws IOException {
    String password = "correct-horse-battery-staple-0123456789";
    JsonHttp.to(server().baseUrl(), Optional.empty())
        .post("/v2/watchers", Map.of("machine_id", machineId(name), "password", password));
    Engine engine = prepared(name);
    engine.useCredentials(server().baseUrl(), machineId(name), password);
    return engine;
  }

  /** As long as those that engines make for themselves. */
  private static String machineId(String name) {
    return name + "0".repeat(48 - name.length());
  }

  private Engine prepared(String name) throws IOException {
    Engine engine = Engine.prepare(crowdSec, scratch.resolve(name), name);
    engines.add(engine);
    return engine;
  }

  /** Returns when the server holds what their engines saw, and knows from whom it came. */
  private void threeOrganisationsReport(OperatorApi operator) throws IOException {
    List<String> organisations = new ArrayList<>();
    for (int i = 0; i < WATCHERS; i++) {
      organisations.add(operator.createOrganisation("watching " + i, true));
      enrolled(organisations.get(i), "watcher-" + i);
    }
    long before = operator.storedSignals();
    attack(List.copyOf(engines));
    awaitSignals(operator, before + WATCHERS + 1);
    for (int i = 0; i < WATCHERS; i++) {
      JsonNode agents = operator.agents(organisations.get(i));
      assertThat(agents).as(agents.toString()).hasSize(1);
      assertThat(agents.get(0).path("name").asText()).isEqualTo("watcher-" + i);
      assertThat(agents.get(0).hasNonNull("lastPushAt")).as(agents.toString()).isTrue();
    }
  }

  /** All of them see one attacker, the first alone sees another as well. */
  private void attack(List<Engine> watchers) throws IOException {
    for (Engine watcher : watchers) {
      watcher.start();
    }
    for (Engine watcher : watchers) {
      watcher.awaitPull();
      watcher.appendLog(new SshAttack(SEEN_BY_ALL).lines(clock.instant()));
    }
    watchers.get(0).appendLog(new SshAttack(SEEN_BY_ONE).lines(clock.instant()));
    watchers.get(0).awaitBan(SEEN_BY_ONE);
    for (Engine watcher : watchers) {
      watcher.awaitBan(SEEN_BY_ALL);
      watcher.pushSignals();
    }
  }

  private void awaitSignals(OperatorApi operator, long count) {
    Poll.until(
        count + " stored signals",
        ARRIVAL_LIMIT,
        () -> operator.storedSignals() >= count ? Optional.of(true) : Optional.<Boolean>empty(),
        () -> server().logTail() + engines.get(0).logTail());
  }

  /** The engine does not ask again within 90 minutes of the list it holds, so that goes first. */
  private static void pullAgain(Engine engine) throws IOException {
    engine.cscli("alerts", "delete", "--all").orFail();
    engine.stop();
    engine.start();
    engine.awaitPull();
  }

  private static String state(OperatorApi operator, String address) throws IOException {
    return operator.address(address).path("state").asText();
  }

  private TocsinProcess server() {
    if (server == null) {
      throw new IllegalStateException("the server is not started");
    }
    return server;
  }
}
