package org.tocsin.operator;

import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.curation.Verdict;

/** What operators set in motion beyond changing a table. */
public interface CurationControl {

  /**
   * What a run did.
   *
   * @param signals how many signals were folded
   * @param changed how many addresses changed their state
   * @param published how many joined the list
   * @param removed how many left it
   * @param held how many are kept back for a person to decide
   * @param serial the newest release
   */
  record Run(long signals, int changed, int published, int removed, int held, long serial) {}

  /** Folds, judges and publishes now. */
  Run run(boolean ignoreSoak);

  /**
   * Takes an address off at once and voids what was seen of it; returns the release without it,
   * already served.
   */
  long withdraw(Address address);

  /** Has a range judged again with the next run; joins the caller's transaction. */
  void judgeAgain(Prefix range);

  /** Returns how an address would be judged now. */
  Verdict explain(Address address);
}
