package org.tocsin.capi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lengths of time clients are told, as the shared vectors list them. */
final class GoDurationTest {

  private static Stream<Vectors.Case> vectors() {
    return Vectors.read("durations.json");
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void writesHoursMinutesAndSecondsAsGoReadsThem(Vectors.Case vector) {
    Duration duration = Duration.ofSeconds(Long.parseLong(vector.value()));

    assertThat(GoDuration.of(duration)).isEqualTo(vector.text());
  }
}
