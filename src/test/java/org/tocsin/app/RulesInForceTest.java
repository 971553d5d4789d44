package org.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.curation.RuleBook;

/** Rules that are edited while the server runs. */
final class RulesInForceTest {

  @TempDir Path folder;

  @BeforeEach
  void beginWithTheRulesWeShip() throws IOException {
    Path shipped = Path.of("curation-rules");
    try (Stream<Path> all = Files.walk(shipped)) {
      for (Path from : all.filter(path -> !path.equals(shipped)).toList()) {
        Files.copy(from, folder.resolve(shipped.relativize(from).toString()));
      }
    }
  }

  private void edit(String from, String to) throws IOException {
    Path policy = folder.resolve("policy.yaml");
    String text = Files.readString(policy);
    assertThat(text).contains(from);
    Files.writeString(policy, text.replace(from, to));
  }

  private static HealthCheckResponse ready(RulesInForce rules) {
    return new RulesReady(rules, () -> Instant.parse("2026-01-01T00:00:00Z")).call();
  }

  @Test
  void whatDidNotChangeIsNotReadAgain() throws Exception {
    RulesInForce rules = new RulesInForce(folder);
    RuleBook before = rules.book();
    rules.reload();

    assertThat(rules.book()).isSameAs(before);
    assertThat(ready(rules).getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
  }

  @Test
  void goodNewRulesDecideFromThenOn() throws Exception {
    RulesInForce rules = new RulesInForce(folder);
    String before = rules.book().rules().digest();
    edit("soak: 15m", "soak: 20m");
    rules.reload();

    assertThat(rules.book().rules().policy().global().soak()).hasMinutes(20);
    assertThat(rules.book().rules().digest()).isNotEqualTo(before);
  }

  @Test
  void badNewRulesLeaveTheOldOnesInForceAndReadinessSaysWhyUntilTheyArePutRight() throws Exception {
    RulesInForce rules = new RulesInForce(folder);
    RuleBook before = rules.book();
    edit("soak: 15m", "soak: soon");
    rules.reload();

    assertThat(rules.book()).isSameAs(before);
    assertThat(ready(rules).getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
    assertThat(ready(rules).getData().orElseThrow().get("problem"))
        .asString()
        .matches("policy\\.yaml:\\d+: tiers\\.global\\.soak: .*");
    edit("soak: soon", "soak: 15m");
    rules.reload();
    assertThat(rules.book()).isSameAs(before);
    assertThat(ready(rules).getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
  }
}
