package org.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that are valid and still need somebody's attention. */
final class RulesWatchTest {

  private static final Logger LOG = Logger.getLogger(RulesWatch.class.getName());
  private static final Instant FRESH = Instant.parse("2026-01-01T12:00:00Z");

  /** Keeps what is logged. */
  private static final class Lines extends Handler {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void publish(LogRecord entry) {
      Object[] values = entry.getParameters();
      lines.add(values == null ? entry.getMessage() : String.format(entry.getMessage(), values));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private final Lines log = new Lines();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private Instant now = FRESH;

  @TempDir Path folder = Path.of("");

  @BeforeEach
  void beginWithAnAllowlistThatEnds() throws IOException {
    LOG.addHandler(log);
    for (String name : List.of("policy.yaml", "scenarios.yaml", "review.yaml")) {
      Files.copy(Path.of("curation-rules").resolve(name), folder.resolve(name));
    }
    Files.createDirectory(folder.resolve("allowlists"));
    Files.writeString(
        folder.resolve("allowlists/mine.yaml"),
        "tier: benign\nreason: r\nreviewed: 2026-01-02\nexpires: 30d\nentries: [45.84.0.0/24]\n");
  }

  @AfterEach
  void stopListening() {
    LOG.removeHandler(log);
  }

  private RulesInForce rules() throws Exception {
    return new RulesInForce(folder);
  }

  private double gauge() {
    return metrics.get("rules.allowlist.stale").gauge().value();
  }

  private Stream<String> told(String part) {
    return log.lines.stream().filter(line -> line.contains(part));
  }

  @Test
  void aStaleAllowlistIsToldOnceADayAndMakesNothingUnready() throws Exception {
    RulesInForce rules = rules();
    RulesWatch watch = new RulesWatch(rules, () -> now, metrics);
    watch.look();
    assertThat(gauge()).isZero();
    assertThat(log.lines).isEmpty();

    now = Instant.parse("2026-02-01T00:00:00Z");
    watch.look();
    watch.look();
    now = now.plus(Duration.ofHours(23));
    watch.look();
    assertThat(gauge()).isEqualTo(1);
    assertThat(told("allowlists/mine.yaml is stale since 2026-02-01")).hasSize(1);
    now = now.plus(Duration.ofHours(1));
    watch.look();
    assertThat(told("mine.yaml is stale")).hasSize(2);

    HealthCheckResponse ready = new RulesReady(rules, () -> now).call();
    assertThat(ready.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
    assertThat(ready.getData().orElseThrow())
        .containsEntry("stale", "allowlists/mine.yaml since 2026-02-01");
  }

  @Test
  void theSuperquorumIsWarnedOfWhenItComesIntoForceAndNotAgain() throws Exception {
    RulesWatch watch = new RulesWatch(rules(), () -> now, metrics);
    watch.look();
    assertThat(told("superquorum")).isEmpty();

    Path policy = folder.resolve("policy.yaml");
    Files.writeString(policy, Files.readString(policy).replace("enabled: false", "enabled: true"));
    watch.look();
    watch.look();
    assertThat(told("tiers.superquorum.enabled is true")).hasSize(1);
    new RulesWatch(rules(), () -> now, new SimpleMeterRegistry()).look();
    assertThat(told("superquorum")).as("at a start").hasSize(2);
  }
}
