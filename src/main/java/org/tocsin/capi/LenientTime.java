package org.tocsin.capi;

import java.time.DateTimeException;
import java.time.Instant;
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
    try {
      return parsed(withoutZoneName(text))
          .filter(time -> !time.isBefore(EARLIEST) && !time.isAfter(LATEST));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
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
