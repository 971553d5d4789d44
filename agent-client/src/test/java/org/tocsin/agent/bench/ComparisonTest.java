package org.tocsin.agent.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ComparisonTest {
  private static Finding at(String source, int second) {
    return new Finding("a/scenario", source, Instant.ofEpochSecond(second));
  }

  @Test
  void attackersAreComparedWhateverTheTimesAndOverflowsByTheirTimes() {
    Comparison comparison =
        new Comparison(
            List.of(at("192.0.2.1", 1), at("192.0.2.1", 5), at("192.0.2.2", 2)),
            List.of(at("192.0.2.1", 1), at("192.0.2.1", 1), at("192.0.2.3", 2)));

    assertThat(comparison.onlyOurs())
        .containsExactly(new Finding.Attacker("a/scenario", "192.0.2.2"));
    assertThat(comparison.onlyTheirs())
        .containsExactly(new Finding.Attacker("a/scenario", "192.0.2.3"));
    assertThat(String.join("\n", comparison.lines()))
        .contains("only the agent: 1 (a/scenario 192.0.2.2)")
        .contains("3 by the agent, 3 by crowdsec, of which 1 are the same");
  }
}
