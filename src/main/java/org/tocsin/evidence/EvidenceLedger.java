package org.tocsin.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;

/** What has been seen, kept incrementally. Every method joins the caller's transaction. */
public interface EvidenceLedger {

  /**
   * Folds the signals that arrived since the last time into sightings and marks their addresses as
   * unjudged.
   *
   * @param maxSkew signals whose own end lies further from their arrival are no evidence
   * @return how many signals were passed
   */
  long fold(Duration maxSkew);

  /** Returns the position up to which signals have been folded. */
  long foldedPosition();

  /**
   * Takes some addresses off the list of those that wait to be judged. The caller saves their
   * verdicts in the same transaction, so none is forgotten.
   */
  List<Address> takeUnjudged(int limit);

  /** Puts every address with evidence on the waiting list, as when the rules changed. */
  void unjudgeAll();

  /** Puts the addresses of a range that have evidence on the waiting list. */
  void unjudge(Prefix range);

  /**
   * Returns the evidence of the given addresses; an address nobody saw comes back without
   * witnesses.
   */
  List<Evidence> evidence(Collection<Address> addresses);

  /** Makes everything received of an address up to and including an instant count no more. */
  void voidUpTo(Address address, Instant instant);

  /** Deletes sightings whose last signal arrived before an instant. */
  int forget(Instant before);
}
