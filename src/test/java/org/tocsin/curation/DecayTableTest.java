package org.tocsin.curation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class DecayTableTest {

  private final DecayTable table = new DecayTable(KnownRules.POLICY.decay());

  @Test
  void everyStepIsThePowerOfAHalfRoundedOnce() {
    for (int step = 0; step <= 48 * 6; step++) {
      Duration age = Duration.ofHours(24).plus(Duration.ofMinutes(10L * step));

      assertThat(BigDecimal.valueOf(table.at(micros(age)), 6))
          .as("step %d", step)
          .isEqualByComparingTo(NaiveJudge.left(step));
    }
  }

  @Test
  void forgettingRightAfterTheWholeTimeLeavesNoTail() {
    DecayTable abrupt =
        new DecayTable(
            new Policy.Decay(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1)));

    assertThat(abrupt.at(micros(Duration.ofHours(1)))).isEqualTo(1_000_000);
    assertThat(abrupt.at(micros(Duration.ofHours(1)) + 1)).isZero();
  }

  private static long micros(Duration age) {
    return age.toNanos() / 1_000;
  }
}
