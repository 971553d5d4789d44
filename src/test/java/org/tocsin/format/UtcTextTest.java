package org.tocsin.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

final class UtcTextTest {

  private static final DateTimeFormatter JDK =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** The years 1900 to 2100, to the microsecond. */
  @Property
  void isWhatTheJdkWrites(
      @ForAll @LongRange(min = -2_208_988_800_000_000L, max = 4_102_444_799_999_999L) long micros) {
    Instant time =
        Instant.EPOCH.plusNanos(micros % 1_000_000 * 1_000).plusSeconds(micros / 1_000_000);

    assertThat(UtcText.of(time)).isEqualTo(JDK.format(time));
  }
}
