package org.tocsin.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Measuring works without anything but the agent itself. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
final class BenchCommandTest {

  @Test
  void theShortFormTimesTheAgentAndSaysWhichPeersAreMissing() {
    AgentRun run =
        AgentRun.of("bench", "throughput", "--crowdsec", "/no/such", "--fail2ban-regex", "/none");

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .containsPattern("nginx: 5000 lines.*\\R  agent: 5000 lines in \\d+\\.\\d s, \\d+ lines/s")
        .contains("crowdsec: SKIPPED, there is no /no/such on this machine")
        .contains("fail2ban-regex: SKIPPED, there is no /none on this machine");
  }

  @Test
  void theShortFormFillsABucketForEachSourceAndTellsTheSizeOfTheProcess() {
    AgentRun run = AgentRun.of("bench", "memory");

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .containsPattern(
            "2000 sources: 2000 live buckets of about \\d+ MiB, 0 gone .*, resident \\d+ MiB");
  }

  @Test
  void aHubThatIsNoneIsRefusedInOneLine() {
    AgentRun run = AgentRun.of("bench", "memory", "--hub", "/no/such");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("/no/such: not a folder").hasLineCount(1);
  }
}
