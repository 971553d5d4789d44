package org.tocsin.trust;

import java.time.LocalDate;
import java.util.List;
import org.tocsin.curation.Verdict;

/** Who reported what cannot be an attacker. */
public interface BaitHits {

  /**
   * That an organisation did on a day.
   *
   * @param organisation who
   * @param day when
   * @param kind what it reported
   * @param addresses how many of them
   */
  record Hit(long organisation, LocalDate day, Verdict.Contradiction.Kind kind, int addresses) {}

  /** Returns reports of decoys and canaries from a day on, the newest first. */
  List<Hit> since(LocalDate day, int limit);
}
