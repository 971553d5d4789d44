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

  /**
   * An agent as operators see it.
   *
   * @param id its number
   * @param login its machine id
   * @param name what it calls itself
   * @param tags its labels
   * @param enrolledAt when it joined its organisation
   * @param lastPushAt when it last sent signals
   * @param lastPullAt when it last fetched the list
   * @param release the serial it fetched then
   * @param blocked whether it is shut out
   */
  record AgentStatus(
      int id,
      String login,
      Optional<String> name,
      List<String> tags,
      Optional<Instant> enrolledAt,
      Optional<Instant> lastPushAt,
      Optional<Instant> lastPullAt,
      Optional<Long> release,
      boolean blocked) {}

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

  /** Returns an organisation's agents in order of their number, beginning behind {@code after}. */
  List<AgentStatus> agents(long organisation, int after, int limit);

  /** Shuts an agent out or lets it in again; false when there is no such agent. */
  boolean setBlocked(String login, boolean blocked);
}
