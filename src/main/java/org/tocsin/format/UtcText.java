package org.tocsin.format;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Times as every format here writes them: ISO 8601 in UTC with milliseconds, {@code
 * 2026-01-01T00:00:00.000Z}, which is also what STIX asks for.
 *
 * <p>Done by hand because a release holds millions of them and the JDK's formatter takes longer for
 * one than everything else that is written of an address.
 */
final class UtcText {

  private static final int DAY = 86_400;

  private UtcText() {}

  static String of(Instant time) {
    long seconds = time.getEpochSecond();
    int ofDay = (int) Math.floorMod(seconds, (long) DAY);
    StringBuilder text = new StringBuilder(24);
    text.append(LocalDate.ofEpochDay(Math.floorDiv(seconds, DAY))).append('T');
    twoDigits(text, ofDay / 3600).append(':');
    twoDigits(text, ofDay / 60 % 60).append(':');
    twoDigits(text, ofDay % 60).append('.');
    int millis = time.getNano() / 1_000_000;
    return twoDigits(text, millis / 10).append(millis % 10).append('Z').toString();
  }

  private static StringBuilder twoDigits(StringBuilder text, int number) {
    return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }
}
