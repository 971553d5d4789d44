package org.tocsin.agent.enrichment;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A date layout as Go spells it: the reference time Mon Jan 2 15:04:05 MST 2006, written the way
 * dates will be.
 */
final class GoLayout {
  /** What a piece of a layout stands for. The longer spelling comes before its beginning. */
  enum Part {
    LITERAL(""),
    LONG_MONTH("January"),
    MONTH("Jan"),
    LONG_WEEKDAY("Monday"),
    ZONE("MST"),
    WEEKDAY("Mon"),
    YEAR("2006"),
    MONTH_2("01"),
    YEAR_DAY("002"),
    DAY_2("02"),
    HOUR12_2("03"),
    MINUTE_2("04"),
    SECOND_2("05"),
    YEAR_2("06"),
    HOUR24("15"),
    DAY_BLANK("_2"),
    ISO_OFFSET_SECONDS_COLON("Z07:00:00"),
    ISO_OFFSET_COLON("Z07:00"),
    ISO_OFFSET("Z0700"),
    ISO_OFFSET_HOUR("Z07"),
    OFFSET_SECONDS_COLON("-07:00:00"),
    OFFSET_COLON("-07:00"),
    OFFSET("-0700"),
    OFFSET_HOUR("-07"),
    AM_PM("PM"),
    AM_PM_LOWER("pm"),
    MONTH_1("1"),
    DAY_1("2"),
    HOUR12_1("3"),
    MINUTE_1("4"),
    SECOND_1("5"),
    FRACTION("");

    private final String spelling;

    Part(String spelling) {
      this.spelling = spelling;
    }
  }

  /**
   * A piece of a layout.
   *
   * @param part what it stands for
   * @param text the literal text, or the spelling of a fraction
   */
  record Piece(Part part, String text) {}

  private final List<Piece> pieces = new ArrayList<>();

  private GoLayout(String layout) {
    StringBuilder literal = new StringBuilder();
    int at = 0;
    while (at < layout.length()) {
      Optional<Piece> piece = pieceAt(layout, at);
      if (piece.isEmpty()) {
        literal.append(layout.charAt(at++));
      } else {
        flush(literal);
        pieces.add(piece.get());
        at += piece.get().text().length();
      }
    }
    flush(literal);
  }

  static GoLayout of(String layout) {
    return new GoLayout(layout);
  }

  private void flush(StringBuilder literal) {
    if (!literal.isEmpty()) {
      pieces.add(new Piece(Part.LITERAL, literal.toString()));
      literal.setLength(0);
    }
  }

  private static Optional<Piece> pieceAt(String layout, int at) {
    int fraction = fractionEnd(layout, at);
    if (fraction > at) {
      return Optional.of(new Piece(Part.FRACTION, layout.substring(at, fraction)));
    }
    for (Part part : Part.values()) {
      boolean spelled = !part.spelling.isEmpty() && layout.startsWith(part.spelling, at);
      if (spelled && !(isName(part) && continuesInLowerCase(layout, at + part.spelling.length()))) {
        return Optional.of(new Piece(part, part.spelling));
      }
    }
    return Optional.empty();
  }

  private static boolean isName(Part part) {
    return part == Part.MONTH || part == Part.WEEKDAY;
  }

  private static boolean continuesInLowerCase(String layout, int at) {
    return at < layout.length() && layout.charAt(at) >= 'a' && layout.charAt(at) <= 'z';
  }

  /** A point or comma with zeros or nines behind it that is not followed by another digit. */
  private static int fractionEnd(String layout, int at) {
    char mark = layout.charAt(at);
    if ((mark != '.' && mark != ',') || at + 1 >= layout.length()) {
      return -1;
    }
    char digit = layout.charAt(at + 1);
    if (digit != '0' && digit != '9') {
      return -1;
    }
    int end = at + 1;
    while (end < layout.length() && layout.charAt(end) == digit) {
      end++;
    }
    return end < layout.length() && Character.isDigit(layout.charAt(end)) ? -1 : end;
  }

  /** The date, if the text is written in this layout from begin to end. */
  Optional<OffsetDateTime> parse(String text) {
    GoDate date = new GoDate(text);
    for (int i = 0; i < pieces.size(); i++) {
      boolean fractionFollows = i + 1 < pieces.size() && pieces.get(i + 1).part() == Part.FRACTION;
      if (!date.read(pieces.get(i), fractionFollows)) {
        return Optional.empty();
      }
    }
    return date.finish();
  }
}
