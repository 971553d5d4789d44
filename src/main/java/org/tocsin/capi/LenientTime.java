package org.tocsin.capi;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the times that clients send: RFC 3339 with any offset, with or without a colon in it,
 * without a zone (then UTC), and the form in which Go prints a time. What cannot be read is no
 * time.
 */
final class LenientTime {

  private static final int MAX_LENGTH = 64;
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private static final String PLAIN = "0000-00-00T00:00:00";
  private static final int SECONDS_END = PLAIN.length();
  private static final int LONGEST_FRACTION = SECONDS_END + 1 + 9;
  private static final long SECONDS_PER_DAY = 86_400;

  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'][' ']")
          .appendPattern("HH:mm:ss")
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
          .optionalEnd()
          .appendPattern("[' ']")
          .appendPattern("[XXX][XX][X]")
          .toFormatter(Locale.ROOT);

  private LenientTime() {}

  static Optional<Instant> parse(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    Optional<Instant> plain = plainUtc(text);
    if (plain.isPresent()) {
      return plain;
    }
    try {
      return parsed(withoutZoneName(text))
          .filter(time -> !time.isBefore(EARLIEST) && !time.isAfter(LATEST));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * Reads {@code 2026-01-31T12:00:00Z}, with or without a fraction, and nothing else. Engines write
   * their times like this, and the general way costs twenty times as much.
   */
  private static Optional<Instant> plainUtc(String text) {
    int end = text.length() - 1;
    if (end < SECONDS_END
        || end > LONGEST_FRACTION
        || text.charAt(end) != 'Z'
        || !isPlain(text, end)) {
      return Optional.empty();
    }
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, 19);
    // Every month has 28 days; the rest, leap seconds and nonsense are for the general way to
    // judge.
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > 28) {
      return Optional.empty();
    }
    if (hour > 23 || minute > 59 || second > 59) {
      return Optional.empty();
    }
    long days = LocalDate.of(year, month, day).toEpochDay();
    return Optional.of(
        Instant.ofEpochSecond(
            days * SECONDS_PER_DAY + hour * 3600L + minute * 60L + second, nanos(text, end)));
  }

  private static boolean isPlain(String text, int end) {
    for (int i = 0; i < end; i++) {
      char pattern = i < SECONDS_END ? PLAIN.charAt(i) : i == SECONDS_END ? '.' : '0';
      char c = text.charAt(i);
      if (pattern == '0' ? c < '0' || c > '9' : c != pattern) {
        return false;
      }
    }
    return end != SECONDS_END + 1;
  }

  private static int nanos(String text, int end) {
    int nanos = end == SECONDS_END ? 0 : number(text, SECONDS_END + 1, end);
    for (int i = end; i < LONGEST_FRACTION && nanos > 0; i++) {
      nanos *= 10;
    }
    return nanos;
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + (text.charAt(i) - '0');
    }
    return number;
  }

  /** Go prints the zone twice, as an offset and as a name; the name may be a second offset. */
  private static String withoutZoneName(String text) {
    int date = text.indexOf(' ');
    int time = date < 0 ? -1 : text.indexOf(' ', date + 1);
    int offset = time < 0 ? -1 : text.indexOf(' ', time + 1);
    return offset < 0 ? text : text.substring(0, offset);
  }

  private static Optional<Instant> parsed(String text) {
    Object time = FORMAT.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
    return Optional.of(
        time instanceof OffsetDateTime zoned
            ? zoned.toInstant()
            : ((LocalDateTime) time).toInstant(ZoneOffset.UTC));
  }
}
