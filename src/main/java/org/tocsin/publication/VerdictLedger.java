package org.tocsin.publication;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;
import org.tocsin.curation.Standing;
import org.tocsin.curation.Verdict;

/**
 * The last verdict on every address that is listed or about to be. Every method joins the caller's
 * transaction.
 */
public interface VerdictLedger {

  /** Returns where the given addresses stand; all of them are in the answer. */
  Map<Address, Standing> standings(Collection<Address> addresses);

  /** Returns addresses whose verdict changes by the passing of time alone, some at a time. */
  List<Address> due(Instant now, int limit);

  /**
   * Replaces the verdicts on the judged addresses and returns how many of them changed their state.
   */
  int save(Collection<Verdict> verdicts);

  /** Makes every verdict due, as when the rules changed. */
  void makeAllDue(Instant now);

  /** Makes the verdicts on a range due. */
  void makeDue(Prefix range, Instant now);

  /**
   * Returns whether the digest differs from that of the rules everything was judged by, and
   * remembers it.
   */
  boolean rulesChanged(String digest);
}
