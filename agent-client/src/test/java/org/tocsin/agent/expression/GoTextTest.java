package org.tocsin.agent.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers, lists and durations as Go writes them. */
final class GoTextTest {
  @ParameterizedTest
  @CsvSource({
    "404, 404",
    "0.1, 0.1",
    "0.0001, 0.0001",
    "0.00001, 1e-05",
    "100000000000000000000, 100000000000000000000",
    "1e21, 1e+21",
    "-2.5, -2.5",
    "1.7e300, 1.7e+300"
  })
  void writesAFractionAsShortAsGoDoes(double value, String text) {
    assertThat(GoText.plain(value)).isEqualTo(text);
  }

  @Test
  void writesAFixedFractionWithSixDecimals() {
    assertThat(GoText.fixed(404)).isEqualTo("404.000000");
    assertThat(GoText.fixed(-0.5)).isEqualTo("-0.500000");
  }

  @Test
  void writesListsAndMapsInBrackets() {
    assertThat(GoText.plain(List.of(1L, "a"))).isEqualTo("[1 a]");
    assertThat(GoText.plain(Map.of("b", 2.0, "a", Nil.NIL))).isEqualTo("map[a:<nil> b:2]");
  }

  @ParameterizedTest
  @CsvSource({
    "10s, 10s",
    "0.5s, 500ms",
    "3600s, 1h0m0s",
    "1h30m, 1h30m0s",
    "1500us, 1.5ms",
    "0, 0s",
    "-90s, -1m30s",
    "1.5us, 1.5µs",
    "61s, 1m1s"
  })
  void readsAndWritesDurations(String read, String written) {
    assertThat(GoDuration.parse(read).map(GoDuration::text)).contains(written);
  }

  @ParameterizedTest
  @CsvSource({"1d", "''", "10", "s", "'1h '", "9999999999999h"})
  void refusesWhatIsNoDuration(String text) {
    assertThat(GoDuration.parse(text)).isEmpty();
  }

  @Test
  void aDurationIsExact() {
    assertThat(GoDuration.parse("0.1s")).contains(Duration.ofMillis(100));
  }
}
