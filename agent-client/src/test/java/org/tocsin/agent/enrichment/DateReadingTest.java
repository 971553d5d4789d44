package org.tocsin.agent.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dates in logs, with and without a layout said by the rule. */
final class DateReadingTest {
  private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-03-04T05:06:07Z");

  private static String read(String text, String layout) {
    return DateReading.text(DateReading.read(text, layout, NOW));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2024-01-02T03:04:05Z|2024-01-02T03:04:05Z",
        "2024-01-02T03:04:05.120+02:00|2024-01-02T03:04:05.12+02:00",
        "2024-01-02T03:04:05,5Z|2024-01-02T03:04:05.5Z",
        "02/Jan/2024:03:04:05 +0100|2024-01-02T03:04:05+01:00",
        "Mon Jan 2 03:04:05 2024|2024-01-02T03:04:05Z",
        "02-Jan-2024 03:04:05 europe/paris|2024-01-02T03:04:05Z",
        "01/02/2024 03:04:05|2024-01-02T03:04:05Z",
        "2024-01-02 03:04:05.123 +0200 CEST|2024-01-02T03:04:05.123+02:00",
        "Jan  2 03:04:05|2026-01-02T03:04:05Z",
        "jan 12 3:04:05|2026-01-12T03:04:05Z",
        "Mon Jan 02 03:04:05.000123 2024|2024-01-02T03:04:05.000123Z",
        "2024/01/02|2024-01-02T00:00:00Z",
        "2024/01/02 03:04|2024-01-02T03:04:00Z",
        "2024-01-02|2024-01-02T00:00:00Z",
        "2024-01-02 03:04|2024-01-02T03:04:00Z",
        "2024/01/02 03:04:05|2024-01-02T03:04:05Z",
        "2024-01-02 03:04:05.5|2024-01-02T03:04:05.5Z",
        "2024-01-02T03:04:05|2024-01-02T03:04:05Z",
        "1704164645|2024-01-02T03:04:05Z",
        "1704164645.789|2024-01-02T03:04:05Z",
        "no date|2026-03-04T05:06:07Z",
        "2024-13-45|2026-03-04T05:06:07Z",
        "''|2026-03-04T05:06:07Z"
      })
  void readsTheKnownLayouts(String text, String expected) {
    assertThat(read(text, "")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3:04PM 2 January 24|3:04PM 2 January 06|2024-01-02T15:04:00Z",
        "12:30 am 1/2/2024|03:04 pm 1/2/2006|2024-01-02T00:30:00Z",
        "Tue  2 Jan 2024 03:04:05 MST|Mon _2 Jan 2006 15:04:05 MST|2024-01-02T03:04:05Z",
        "2024.002 03|2006.002 15|2024-01-02T03:00:00Z",
        "20240102-030405.123456|20060102-150405.999999|2024-01-02T03:04:05.123456Z",
        "2024-01-02 03:04:05,123|2006-01-02 15:04:05,000|2024-01-02T03:04:05.123Z",
        "2024-01-02   03:04|2006-01-02 15:04|2024-01-02T03:04:00Z",
        "2024-01-02T03:04:05-0330|2006-01-02T15:04:05-0700|2024-01-02T03:04:05-03:30",
        "2024-01-02T03:04:05Z|2006-01-02T15:04:05Z0700|2024-01-02T03:04:05Z",
        "2024-01-02T03:04:05Z|nonsense|2024-01-02T03:04:05Z"
      })
  void readsALayoutOfTheRule(String text, String layout, String expected) {
    assertThat(read(text, layout)).isEqualTo(expected);
  }
}
