package org.tocsin.enrolment;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What operators do about organisations, their enrolment keys and their agents. */
public interface Organisations {

  /**
   * The terms of an enrolment key.
   *
   * @param uses how many agents may join with it, empty for any number
   * @param expiresAt when it ends, empty for never
   * @param tags labels that its agents get
   */
  record KeyTerms(Optional<Integer> uses, Optional<Instant> expiresAt, List<String> tags) {
    /** Copies the tags. */
    public KeyTerms {
      tags = List.copyOf(tags);
    }
  }

  /**
   * A key that was just made, the only time its text is known.
   *
   * @param id its number
   * @param key its text
   */
  record NewKey(long id, String key) {}

  /**
   * An enrolment key as it is listed, without its text.
   *
   * @param id its number
   * @param terms what it was made with
   * @param used how many agents joined with it
   * @param createdAt when it was made
   * @param revokedAt when it was revoked, if it was
   */
  record KeyStatus(
      long id, KeyTerms terms, int used, Instant createdAt, Optional<Instant> revokedAt) {}

  /** Creates an organisation; empty when the name is taken. */
  Optional<Organisation> create(String name, boolean vouched, boolean honeypot);

  /** Returns one organisation. */
  Optional<Organisation> find(long id);

  /** Returns organisations in order of their number, beginning behind {@code after}. */
  List<Organisation> list(long after, int limit);

  /** Returns all organisations by number. */
  Map<Long, Organisation> all();

  /** Makes an enrolment key for an organisation that exists. */
  NewKey createKey(long organisation, KeyTerms terms);

  /** Returns an organisation's keys in order of their number, beginning behind {@code after}. */
  List<KeyStatus> keys(long organisation, long after, int limit);

  /** Revokes a key of an organisation; false when there is no such key in force. */
  boolean revokeKey(long organisation, long key);

  /** Shuts an agent out or lets it in again; false when there is no such agent. */
  boolean setBlocked(String login, boolean blocked);

  /**
   * Shuts all agents of an organisation out, whatever each of them is, or lets them in again; false
   * when there is no such organisation. What they reported before stays.
   */
  boolean setBlocked(long organisation, boolean blocked);
}
