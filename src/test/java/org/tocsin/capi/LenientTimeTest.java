package org.tocsin.capi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The times clients send, as the shared vectors list them, and texts that are no times. */
final class LenientTimeTest {

  private static java.util.stream.Stream<Vectors.Case> vectors() {
    return Vectors.read("times.json");
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void readsEveryFormThatClientsSend(Vectors.Case vector) {
    assertThat(LenientTime.parse(vector.text())).contains(Instant.parse(vector.value()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        "1753351200",
        "2026-11-22",
        "10:20:30",
        "2026-11-22T10:20",
        "2026-13-01T00:00:00Z",
        "2026-11-31T25:00:00Z",
        "2016-12-31T23:59:60Z",
        "2026-11-22T10:20:30.Z",
        "2026-11-22T10:20:30.1234567890Z",
        "2026-11-22T10:20:30+25:00",
        "2026-11-22T10:20:30 Europe/Paris",
        "+10000-01-01T00:00:00Z",
        "-0001-01-01T00:00:00Z",
        "0000-12-31T23:59:59Z",
        "9999-12-31T23:59:59-18:00",
        "2026-11-22T10:20:30Z\n",
        "\u0662026-11-22T10:20:30Z"
      })
  void takesNothingElseForATime(String text) {
    assertThat(LenientTime.parse(text)).isEqualTo(Optional.empty());
  }

  @Test
  void takesNoTextOfEndlessLengthForATime() {
    assertThat(LenientTime.parse("2026-11-22T10:20:30Z" + " ".repeat(100_000))).isEmpty();
  }
}
