package org.tocsin.agent.enrichment;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Finds out what time a date in a log means. */
final class DateReading {
  private static final List<GoLayout> LAYOUTS =
      Stream.of(
              "2006-01-02T15:04:05Z07:00",
              "02/Jan/2006:15:04:05 -0700",
              "Mon Jan 2 15:04:05 2006",
              "02-Jan-2006 15:04:05 europe/paris",
              "01/02/2006 15:04:05",
              "2006-01-02 15:04:05.999999999 -0700 MST",
              "Jan  2 15:04:05",
              "Mon Jan 02 15:04:05.000000 2006",
              "2006/01/02",
              "2006/01/02 15:04",
              "2006-01-02",
              "2006-01-02 15:04",
              "2006/01/02 15:04:05",
              "2006-01-02 15:04:05",
              "2006-01-02T15:04:05")
          .map(GoLayout::of)
          .toList();
  private static final int MOST_KEPT = 1_000;
  private static final ConcurrentHashMap<String, GoLayout> NAMED = new ConcurrentHashMap<>();
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
  private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("XXX");

  private DateReading() {}

  /** The time the text means, read by the layout first if there is one; else now. */
  static OffsetDateTime read(String text, String layout, OffsetDateTime now) {
    if (text.isEmpty()) {
      return now;
    }
    Optional<OffsetDateTime> named =
        layout.isEmpty() ? Optional.empty() : named(layout).parse(text);
    return named
        .or(() -> byKnownLayout(text))
        .map(date -> date.getYear() == 0 ? date.plusYears(now.getYear()) : date)
        .or(() -> unixSeconds(text))
        .orElse(now);
  }

  private static GoLayout named(String layout) {
    GoLayout kept = NAMED.get(layout);
    if (kept != null) {
      return kept;
    }
    GoLayout fresh = GoLayout.of(layout);
    if (NAMED.size() < MOST_KEPT) {
      NAMED.put(layout, fresh);
    }
    return fresh;
  }

  private static Optional<OffsetDateTime> byKnownLayout(String text) {
    for (GoLayout layout : LAYOUTS) {
      Optional<OffsetDateTime> date = layout.parse(text);
      if (date.isPresent()) {
        return date;
      }
    }
    return Optional.empty();
  }

  private static Optional<OffsetDateTime> unixSeconds(String text) {
    int dot = text.indexOf('.');
    String whole = dot < 0 ? text : text.substring(0, dot);
    if (!whole.matches("[+-]?\\d{1,11}")) {
      return Optional.empty();
    }
    return Optional.of(Instant.ofEpochSecond(Long.parseLong(whole)).atOffset(ZoneOffset.UTC));
  }

  /** Go's RFC3339Nano: no trailing zeros, {@code Z} for no offset. */
  static String text(OffsetDateTime date) {
    StringBuilder text = new StringBuilder(35).append(SECONDS.format(date));
    if (date.getNano() > 0) {
      String nanos = Integer.toString(1_000_000_000 + date.getNano());
      int end = nanos.length();
      while (nanos.charAt(end - 1) == '0') {
        end--;
      }
      text.append('.').append(nanos, 1, end);
    }
    return text.append(OFFSET.format(date)).toString();
  }
}
