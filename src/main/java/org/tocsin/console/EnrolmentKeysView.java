package org.tocsin.console;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tocsin.enrolment.Organisation;
import org.tocsin.enrolment.Organisations;
import org.tocsin.page.Form;
import org.tocsin.page.Refusal;

/**
 * Enrolment keys as their page shows them.
 *
 * @param organisation whose
 * @param rows the keys
 * @param next behind which the next page begins
 * @param text the text of a key that was just made
 * @param changes whether the visitor may make and revoke keys
 */
record EnrolmentKeysView(
    Organisation organisation,
    List<Row> rows,
    Optional<Long> next,
    Optional<String> text,
    boolean changes) {

  private static final int MOST_USES_DIGITS = 9;
  private static final int LONGEST_DATE = 10;
  private static final int LONGEST_TAGS = 2_000;
  private static final int LONGEST_TAG = 100;
  private static final int MOST_TAGS = 50;
  private static final LocalDate LATEST = LocalDate.of(9999, 12, 30);

  /** A key. */
  record Row(Organisations.KeyStatus key, String left, String state) {
    boolean inForce() {
      return state.equals("in force");
    }

    boolean revoked() {
      return key.revokedAt().isPresent();
    }
  }

  static EnrolmentKeysView of(
      Organisation organisation,
      List<Organisations.KeyStatus> keys,
      int most,
      Optional<String> text,
      boolean changes,
      Instant now) {
    boolean more = keys.size() > most;
    List<Organisations.KeyStatus> shown = more ? keys.subList(0, most) : keys;
    return new EnrolmentKeysView(
        organisation,
        shown.stream().map(key -> new Row(key, left(key), state(key, now))).toList(),
        more ? Optional.of(shown.get(most - 1).id()) : Optional.empty(),
        text,
        changes);
  }

  private static String left(Organisations.KeyStatus key) {
    return key.terms().uses().map(uses -> (uses - key.used()) + " of " + uses).orElse("any number");
  }

  private static String state(Organisations.KeyStatus key, Instant now) {
    if (key.revokedAt().isPresent()) {
      return "revoked";
    }
    if (key.terms().expiresAt().filter(at -> !at.isAfter(now)).isPresent()) {
      return "expired";
    }
    return key.terms().uses().filter(uses -> uses <= key.used()).isPresent()
        ? "used up"
        : "in force";
  }

  /** Reads what a key is to be. */
  static Organisations.KeyTerms terms(Form form, Instant now) {
    return new Organisations.KeyTerms(
        form.text("uses", MOST_USES_DIGITS).map(EnrolmentKeysView::uses),
        form.text("expires", LONGEST_DATE).map(text -> end(text, now)),
        form.text("tags", LONGEST_TAGS).map(EnrolmentKeysView::tags).orElse(List.of()));
  }

  private static int uses(String text) {
    if (!text.matches("[1-9][0-9]*")) {
      throw new Refusal(400, "'uses' must be a whole number from 1 on.");
    }
    return Integer.parseInt(text);
  }

  /** A day is good to its end. */
  private static Instant end(String text, Instant now) {
    try {
      LocalDate day = LocalDate.parse(text);
      Instant end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
      if (end.isAfter(now) && !day.isAfter(LATEST)) {
        return end;
      }
    } catch (DateTimeParseException e) {
      throw new Refusal(400, "'expires' must be a day such as 2027-01-31.");
    }
    throw new Refusal(400, "'expires' must not be over, and before the year 10000.");
  }

  private static List<String> tags(String text) {
    List<String> tags =
        Arrays.stream(text.split(",", -1))
            .map(String::strip)
            .filter(tag -> !tag.isEmpty())
            .distinct()
            .toList();
    if (tags.size() > MOST_TAGS || tags.stream().anyMatch(tag -> tag.length() > LONGEST_TAG)) {
      throw new Refusal(
          400,
          "There may be " + MOST_TAGS + " tags, each of at most " + LONGEST_TAG + " characters.");
    }
    return tags;
  }
}
