package org.tocsin.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * Which entries are meant: those that fit everything that is given.
 *
 * @param operator by this operator
 * @param act an act that begins with this, such as {@code review.}
 * @param subject with this in the subject, in whatever case
 * @param detail with this in the detail, in whatever case
 * @param from at this instant or later
 * @param to before this instant
 */
public record AuditFilter(
    Optional<String> operator,
    Optional<String> act,
    Optional<String> subject,
    Optional<String> detail,
    Optional<Instant> from,
    Optional<Instant> to) {

  /** Leaves nothing out. */
  public static final AuditFilter ALL =
      new AuditFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Whether entries have to be read to know if they fit. */
  boolean readsText() {
    return subject.isPresent() || detail.isPresent();
  }
}
