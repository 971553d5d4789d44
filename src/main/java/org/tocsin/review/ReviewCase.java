package org.tocsin.review;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tocsin.curation.Trigger;

/**
 * Something that waits for a person, or did.
 *
 * @param id its number
 * @param kind what it is about
 * @param subject the address, range or organisation as text
 * @param triggers why a person is asked
 * @param openedAt since when it waits
 * @param dueAt when it is dropped
 * @param evidenceAtOpening what spoke for it at first, as JSON
 * @param evidence what spoke for it last, as JSON
 * @param state what became of it
 * @param firstDecisionBy who agreed first, where two have to agree
 * @param closed how it ended, empty while it is open
 * @param revision rises with every change that a person makes
 * @param staged what was decided and can still be taken back
 */
public record ReviewCase(
    long id,
    Kind kind,
    String subject,
    List<Trigger> triggers,
    Instant openedAt,
    Instant dueAt,
    String evidenceAtOpening,
    String evidence,
    State state,
    Optional<String> firstDecisionBy,
    Optional<Closed> closed,
    long revision,
    Optional<Staged> staged) {

  /** Copies the list. */
  public ReviewCase {
    triggers = List.copyOf(triggers);
  }

  /** What cases are about. */
  public enum Kind {
    /** An address that met the floors and that something is odd about. */
    ADDRESS,
    /** An address whose user says that it should not be listed. */
    APPEAL,
    /** A range with many listed addresses. */
    RANGE,
    /** An organisation that reported bait. */
    ORGANISATION,
    /** A release that would change too much. */
    RUN;

    /** Returns its name in requests and answers. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }

  /** What becomes of cases. */
  public enum State {
    /** Nobody decided yet. */
    OPEN,
    /** Somebody decided for listing, or for leaving things as they are. */
    PUBLISHED,
    /** Somebody decided against it. */
    REJECTED,
    /** Nobody decided in time. */
    DROPPED,
    /** There was nothing to decide any more. */
    SETTLED;

    /** Returns its name in requests and answers. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * How a case ended.
   *
   * @param by who decided, empty if nobody did
   * @param at when
   * @param reason in that person's words, or the server's
   */
  public record Closed(Optional<String> by, Instant at, String reason) {}

  /**
   * What takes effect after a grace time.
   *
   * @param decision what was decided, and by whom
   * @param at when it was decided
   * @param dueAt when it takes effect
   */
  public record Staged(Decision decision, Instant at, Instant dueAt) {}
}
