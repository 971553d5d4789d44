package org.tocsin.curation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Values computed elsewhere, in decimals of sixty digits. */
final class GoldenTest {

  private static final Policy.Trust TRUST = KnownRules.POLICY.trust();

  @ParameterizedTest
  @CsvFileSource(resources = "/golden/decay.csv", numLinesToSkip = 1)
  void aVoteFadesInStepsOfTenMinutes(long seconds, BigDecimal left) {
    assertThat(new DecayTable(KnownRules.POLICY.decay()).at(1_000_000 * seconds))
        .isEqualTo(Micro.of(left));
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/golden/trust.csv", numLinesToSkip = 1)
  void trustNeedsTimeConfirmationAndNoContradiction(
      BigDecimal confirmations,
      BigDecimal contradictions,
      int days,
      BigDecimal trust,
      boolean trusted) {
    Reputation record =
        new Reputation(
            1, Micro.of(confirmations), Micro.of(contradictions), days, 0, Optional.empty());

    assertThat(record.trust(TRUST)).isEqualTo(Micro.of(trust));
    assertThat(record.trust(TRUST) >= TRUST.threshold()).isEqualTo(trusted);
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/golden/nights.csv", numLinesToSkip = 1)
  void recordsFadeEveryNight(
      int nights, int credits, BigDecimal confirmations, BigDecimal contradictions) {
    Reputation record =
        new Reputation(1, credits == 0 ? 4 * Micro.ONE : 0, 0, 0, 0, Optional.empty())
            .contradicted(5);
    for (int night = 0; night < nights; night++) {
      record = record.afterDay(1, credits, TRUST, Duration.ofDays(14));
    }

    assertThat(Micro.toDecimal(record.confirmations())).isEqualByComparingTo(confirmations);
    assertThat(Micro.toDecimal(record.contradictions())).isEqualByComparingTo(contradictions);
    assertThat(record.activeDays()).isEqualTo(nights);
  }
}
