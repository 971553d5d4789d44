package org.tocsin.appeal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tocsin.address.Address;

final class AppealLimitsTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final AppealLimits limits = new AppealLimits();

  private Optional<Duration> admit(String from, Instant at) {
    return limits.admit(Address.parse(from), at);
  }

  @Test
  void oneNeighbourhoodIsBoundedUntilTheDayEnds() {
    for (int i = 0; i < AppealLimits.OF_A_RANGE; i++) {
      assertThat(admit("45.94.1." + i, NOON)).isEmpty();
    }

    assertThat(admit("45.94.1.200", NOON)).contains(Duration.ofHours(12));
    assertThat(admit("45.94.2.1", NOON)).isEmpty();
    assertThat(admit("45.94.1.200", NOON.plus(Duration.ofHours(12)))).isEmpty();
  }

  @Test
  void allNeighbourhoodsTogetherAreBounded() {
    for (int i = 0; i < AppealLimits.OVERALL; i++) {
      assertThat(admit("45." + i / 250 + "." + i % 250 + ".1", NOON)).isEmpty();
    }

    assertThat(admit("46.1.1.1", NOON)).isPresent();
    assertThat(admit("46.1.1.1", NOON.plus(Duration.ofDays(1)))).isEmpty();
  }

  @Test
  void aNetworkOfTheNewProtocolIsOneNeighbourhood() {
    for (int i = 0; i < AppealLimits.OF_A_RANGE; i++) {
      assertThat(admit("2a01:4f8:53:" + i + "::1", NOON)).isEmpty();
    }

    assertThat(admit("2a01:4f8:53:ffff::1", NOON)).isPresent();
    assertThat(admit("2a01:4f8:54::1", NOON)).isEmpty();
  }
}
