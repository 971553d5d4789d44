package org.tocsin.taxii;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Times as TAXII writes them, in microseconds since the epoch as they are kept. */
final class TaxiiTime {

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private TaxiiTime() {}

  static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  static String text(long micros) {
    return FORMAT.format(instant(micros));
  }

  /** Returns the instant that a text names, unless it is none, or none that can be kept. */
  static Optional<Instant> read(String text) {
    try {
      Instant read = Instant.parse(text);
      int year = read.atZone(ZoneOffset.UTC).getYear();
      return year >= 0 && year <= 9999 ? Optional.of(read) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
