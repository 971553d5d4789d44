package org.tocsin.evidence;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tocsin.address.Address;
import org.tocsin.address.Prefix;

/** What has been seen, kept incrementally. Every method joins the caller's transaction. */
public interface EvidenceLedger {

  /**
   * What keeps a signal from becoming evidence, or from being prompt.
   *
   * @param maxSkew a signal whose own end lies further from its arrival is no evidence
   * @param promptSkew a signal whose own end lies further from its arrival is not prompt
   * @param agentAddressesPerDay of how many addresses a day an agent's signals are evidence
   * @param organisationAddressesPerDay of how many an organisation's are
   */
  record Limits(
      Duration maxSkew,
      Duration promptSkew,
      int agentAddressesPerDay,
      int organisationAddressesPerDay) {}

  /**
   * Folds the signals that arrived since the last time into sightings and marks their addresses as
   * unjudged.
   *
   * @return how many signals were passed
   */
  long fold(Limits limits);

  /** Returns of how many addresses each organisation's signals of a day are evidence. */
  Map<Long, Long> volumes(LocalDate day);

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

  /** Puts the addresses that any of these organisations saw on the waiting list. */
  void unjudgeSeenBy(Collection<Long> organisations);

  /** Returns addresses with evidence, in order, behind {@code after}. */
  List<Address> seenAfter(Optional<Address> after, int limit);

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
