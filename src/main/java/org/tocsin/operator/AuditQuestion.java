package org.tocsin.operator;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.tocsin.audit.AuditFilter;

/**
 * Which entries of the record somebody asks for, as they wrote it.
 *
 * @param operator by whom
 * @param act how the act begins
 * @param subject what the subject has in it
 * @param from at this instant or later
 * @param to before this instant
 */
public record AuditQuestion(
    Optional<String> operator,
    Optional<String> act,
    Optional<String> subject,
    Optional<String> from,
    Optional<String> to) {

  private static final int LONGEST = 200;
  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  /** What makes no sense; the message says which parameter and what it must be. */
  public static final class NotUnderstood extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotUnderstood(String message) {
      super(message);
    }
  }

  /**
   * Returns the filter that is meant.
   *
   * @throws NotUnderstood if there is none
   */
  public AuditFilter filter() {
    if (act.isPresent() && !act.get().matches("[a-z][a-z.-]{0,59}")) {
      throw new NotUnderstood(
          "parameter 'act' must be the beginning of an act, such as review. or allowlist.add");
    }
    Optional<Instant> since = instant("from", from);
    Optional<Instant> until = instant("to", to);
    if (since.isPresent() && until.isPresent() && !since.get().isBefore(until.get())) {
      throw new NotUnderstood("parameter 'from' must be before 'to'");
    }
    return new AuditFilter(
        text("operator", operator), act, text("subject", subject), Optional.empty(), since, until);
  }

  private static Optional<String> text(String name, Optional<String> text) {
    if (text.isPresent()
        && (text.get().isBlank()
            || text.get().length() > LONGEST
            || text.get().indexOf('\0') >= 0)) {
      throw new NotUnderstood(
          "parameter '" + name + "' must be a text of 1 to " + LONGEST + " characters");
    }
    return text;
  }

  private static Optional<Instant> instant(String name, Optional<String> text) {
    try {
      Optional<Instant> at = text.map(Instant::parse);
      if (at.isEmpty() || !(at.get().isBefore(Instant.EPOCH) || at.get().isAfter(LATEST))) {
        return at;
      }
    } catch (DateTimeParseException e) {
      throw instantExpected(name);
    }
    throw instantExpected(name);
  }

  private static NotUnderstood instantExpected(String name) {
    return new NotUnderstood(
        "parameter '" + name + "' must be an instant such as 2026-01-01T00:00:00Z");
  }
}
