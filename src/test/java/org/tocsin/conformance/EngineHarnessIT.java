package org.tocsin.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The harness itself, against a central server of a hundred lines. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EngineHarnessIT {
  private static final String LISTED = "45.83.64.10";
  private static final String ATTACKER = "45.83.65.20";

  private final InstantSource clock = InstantSource.system();
  private final PackageSearch search = CrowdSecPackage.find();

  @Test
  void engineHoldsWhatItPulledReportsWhatItSawAndDropsWhatWasWithdrawn(@TempDir Path scratch)
      throws IOException {
    CrowdSecPackage crowdSec = search.orSkip();
    try (StubCentral central = new StubCentral(clock);
        Engine engine = registered(crowdSec, central, scratch.resolve("watcher"))) {
      central.publish(LISTED);
      engine.start();
      engine.awaitPull();
      assertThat(engine.decisions())
          .containsExactly(new Decision("CAPI", "ban", "Ip", LISTED, SshAttack.SCENARIO));

      engine.appendLog(new SshAttack(ATTACKER).lines(clock.instant()));
      engine.awaitBan(ATTACKER);
      engine.pushSignals();
      Poll.until(
          "the engine's signal",
          Engine.LIMIT,
          () -> central.reported().isEmpty() ? Optional.empty() : Optional.of(true),
          engine::logTail);
      assertThat(central.reported()).containsExactly(ATTACKER);

      central.withdrawAll();
      engine.cscli("alerts", "delete", "--all").orFail();
      engine.stop();
      engine.start();
      engine.awaitPull();
      assertThat(engine.decisions()).isEmpty();
    }
  }

  @Test
  void toolShowsWhetherTheCentralServerAcceptsTheAccount(@TempDir Path scratch) throws IOException {
    CrowdSecPackage crowdSec = search.orSkip();
    try (StubCentral central = new StubCentral(clock);
        Engine engine = registered(crowdSec, central, scratch.resolve("account"))) {
      assertThat(engine.cscli("capi", "status").orFail().text()).contains("successfully interact");
      engine.useCredentials(central.baseUrl(), "account", "not the password");
      Command refused = engine.cscli("capi", "status");
      assertThat(refused.exitCode()).isNotZero();
      assertThat(refused.text()).contains(StubCentral.WRONG_PASSWORD);
    }
  }

  private static Engine registered(CrowdSecPackage crowdSec, StubCentral central, Path folder)
      throws IOException {
    String name = String.valueOf(folder.getFileName());
    JsonHttp.to(central.baseUrl(), Optional.empty())
        .post("/v2/watchers", Map.of("machine_id", name, "password", "correct horse"));
    Engine engine = Engine.prepare(crowdSec, folder, name);
    engine.useCredentials(central.baseUrl(), name, "correct horse");
    return engine;
  }
}
