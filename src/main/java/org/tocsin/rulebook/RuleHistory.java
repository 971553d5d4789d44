package org.tocsin.rulebook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Which rules were in force before. Every method joins the caller's transaction. */
public interface RuleHistory {

  /**
   * A time for which one set of rules was in force.
   *
   * @param id its number
   * @param digest which rules
   * @param since when it began
   */
  record Era(long id, String digest, Instant since) {}

  /** Keeps what is in force from now on, unless it is what was in force last. */
  void note(RuleTexts rules, Instant now);

  /** Returns eras, the newest first, from the one before a number on. */
  List<Era> newest(long before, int limit);

  /** Returns one era. */
  Optional<Era> find(long id);

  /** Returns the SHA-256 in hex of each file of an era by its name. */
  SortedMap<String, String> files(long id);

  /** Returns the text that has this SHA-256. */
  Optional<String> text(String sha256);
}
