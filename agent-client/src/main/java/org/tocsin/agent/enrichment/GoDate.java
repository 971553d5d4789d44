package org.tocsin.agent.enrichment;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A date while it is read piece by piece; what the text does not say is zero, as in Go. */
final class GoDate {
  private static final List<String> MONTHS =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");
  private static final List<String> WEEKDAYS =
      List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");

  private final String text;
  private int at;
  private int year;
  private int month = 1;
  private int day = 1;
  private int yearDay;
  private int hour;
  private int minute;
  private int second;
  private int nano;
  private int offsetSeconds;
  private boolean twelveHours;
  private boolean afternoon;
  private boolean failed;

  GoDate(String text) {
    this.text = text;
  }

  boolean read(GoLayout.Piece piece, boolean fractionFollows) {
    switch (piece.part()) {
      case LITERAL -> literal(piece.text());
      case LONG_MONTH -> month = name(MONTHS, false) + 1;
      case MONTH -> month = name(MONTHS, true) + 1;
      case LONG_WEEKDAY -> name(WEEKDAYS, false);
      case WEEKDAY -> name(WEEKDAYS, true);
      case YEAR -> year = digits(4, 4);
      case YEAR_2 -> year = shortYear(digits(2, 2));
      case MONTH_1 -> month = digits(1, 2);
      case MONTH_2 -> month = digits(2, 2);
      case DAY_1 -> day = digits(1, 2);
      case DAY_2 -> day = digits(2, 2);
      case DAY_BLANK -> day = blankDay();
      case YEAR_DAY -> yearDay = digits(3, 3);
      default -> readTime(piece, fractionFollows);
    }
    return !failed;
  }

  private void readTime(GoLayout.Piece piece, boolean fractionFollows) {
    switch (piece.part()) {
      case HOUR24 -> hour = digits(1, 2);
      case HOUR12_1 -> hour = twelve(digits(1, 2));
      case HOUR12_2 -> hour = twelve(digits(2, 2));
      case MINUTE_1 -> minute = digits(1, 2);
      case MINUTE_2 -> minute = digits(2, 2);
      case SECOND_1 -> second(digits(1, 2), fractionFollows);
      case SECOND_2 -> second(digits(2, 2), fractionFollows);
      case FRACTION -> fraction(piece.text());
      case AM_PM, AM_PM_LOWER -> halfOfDay();
      case ZONE -> zone();
      case ISO_OFFSET, ISO_OFFSET_COLON, ISO_OFFSET_HOUR, ISO_OFFSET_SECONDS_COLON ->
          isoOffset(piece.text());
      default -> offset(piece.text());
    }
  }

  private void fail() {
    failed = true;
  }

  /** A run of blanks in the layout stands for any run of them. */
  private void literal(String literal) {
    int i = 0;
    while (i < literal.length()) {
      if (literal.charAt(i) == ' ') {
        if (at < text.length() && text.charAt(at) != ' ') {
          fail();
        }
        i = afterBlanks(literal, i);
        at = afterBlanks(text, at);
      } else if (at < text.length() && text.charAt(at) == literal.charAt(i)) {
        i++;
        at++;
      } else {
        fail();
        return;
      }
    }
  }

  private static int afterBlanks(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) == ' ') {
      end++;
    }
    return end;
  }

  private int digits(int fewest, int most) {
    int start = at;
    int value = 0;
    while (at < text.length() && at < start + most && isDigit(at)) {
      value = value * 10 + text.charAt(at++) - '0';
    }
    if (at - start < fewest) {
      fail();
    }
    return value;
  }

  private boolean isDigit(int index) {
    return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
  }

  private int blankDay() {
    if (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return digits(1, 2);
  }

  private static int shortYear(int value) {
    return value >= 69 ? value + 1900 : value + 2000;
  }

  private int name(List<String> names, boolean shortened) {
    String rest = text.substring(at, Math.min(text.length(), at + 9)).toLowerCase(Locale.ROOT);
    for (int i = 0; i < names.size(); i++) {
      String name = shortened ? names.get(i).substring(0, 3) : names.get(i);
      if (rest.startsWith(name)) {
        at += name.length();
        return i;
      }
    }
    fail();
    return 0;
  }

  private int twelve(int value) {
    twelveHours = true;
    if (value > 12) {
      fail();
    }
    return value;
  }

  /** A fraction right behind the seconds counts even if the layout has none. */
  private void second(int value, boolean fractionFollows) {
    second = value;
    boolean mark = at < text.length() && (text.charAt(at) == '.' || text.charAt(at) == ',');
    if (!fractionFollows && mark && isDigit(at + 1)) {
      int end = at + 1;
      while (isDigit(end)) {
        end++;
      }
      nano = nanos(at + 1, end);
      at = end;
    }
  }

  private int nanos(int start, int end) {
    int value = 0;
    for (int i = 0; i < 9; i++) {
      value = value * 10 + (start + i < end ? text.charAt(start + i) - '0' : 0);
    }
    return value;
  }

  private void fraction(String spelling) {
    boolean mark = at < text.length() && (text.charAt(at) == '.' || text.charAt(at) == ',');
    boolean exact = spelling.charAt(1) == '0';
    if (!mark || !isDigit(at + 1)) {
      if (exact) {
        fail();
      }
      return;
    }
    int end = at + 1;
    while (isDigit(end) && (!exact || end - at < spelling.length())) {
      end++;
    }
    if (exact && end - at != spelling.length()) {
      fail();
    }
    nano = nanos(at + 1, end);
    at = end;
  }

  private void halfOfDay() {
    String rest = text.substring(at, Math.min(text.length(), at + 2)).toUpperCase(Locale.ROOT);
    if (!rest.equals("AM") && !rest.equals("PM")) {
      fail();
    }
    afternoon = rest.equals("PM");
    twelveHours = true;
    at = Math.min(text.length(), at + 2);
  }

  /** An abbreviation of three to five capitals; which zone it is cannot be known, so no offset. */
  private void zone() {
    int end = at;
    while (end < text.length() && end < at + 5 && Character.isUpperCase(text.charAt(end))) {
      end++;
    }
    if (end - at < 3) {
      fail();
    }
    at = end;
  }

  private void isoOffset(String spelling) {
    if (at < text.length() && text.charAt(at) == 'Z') {
      at++;
    } else {
      offset(spelling);
    }
  }

  private void offset(String spelling) {
    if (at >= text.length() || (text.charAt(at) != '+' && text.charAt(at) != '-')) {
      fail();
      return;
    }
    int sign = text.charAt(at++) == '-' ? -1 : 1;
    boolean colon = spelling.contains(":");
    int seconds = digits(2, 2) * 3600;
    if (spelling.length() > 3) {
      literal(colon ? ":" : "");
      seconds += digits(2, 2) * 60;
    }
    if (spelling.length() > 6) {
      literal(colon ? ":" : "");
      seconds += digits(2, 2);
    }
    offsetSeconds = sign * seconds;
  }

  /** The date, if the whole text was read and there is such a day. */
  Optional<OffsetDateTime> finish() {
    if (failed || at < text.length() || (twelveHours && hour > 12)) {
      return Optional.empty();
    }
    int hours = hour;
    if (twelveHours) {
      hours = hour % 12 + (afternoon ? 12 : 0);
    }
    try {
      LocalDate date =
          yearDay > 0 ? LocalDate.ofYearDay(year, yearDay) : LocalDate.of(year, month, day);
      return Optional.of(
          date.atTime(hours, minute, second, nano)
              .atOffset(ZoneOffset.ofTotalSeconds(offsetSeconds)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
