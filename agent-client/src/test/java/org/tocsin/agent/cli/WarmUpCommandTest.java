package org.tocsin.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The command that is called for what the JVM learns from it. */
@Timeout(60)
final class WarmUpCommandTest {
  @Test
  void endsWellAndSaysNothing() {
    AgentRun run = AgentRun.of("warm-up");

    assertThat(run.everythingPrinted()).isEmpty();
    assertThat(run.code()).isZero();
  }

  @Test
  void theDaemonAloneShowsItselfAsAmongTheOthers() {
    assertThat(AgentRun.of("run", "--help").out())
        .isEqualTo(AgentRun.of("help", "run").out())
        .startsWith("Usage: tocsin-agent run ");
    assertThat(AgentRun.of("run", "--no-such").err()).contains("tocsin-agent: ", "--no-such");
  }

  @Test
  void isNotShownToPeople() {
    assertThat(AgentRun.of("--help").out()).contains("decisions").doesNotContain("warm-up");
  }
}
