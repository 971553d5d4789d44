package org.tocsin.trust;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.tocsin.curation.Policy;
import org.tocsin.curation.Reputation;
import org.tocsin.enrolment.Organisation;
import org.tocsin.evidence.Witness;

/** How far organisations are trusted, and what moved it. Joins the caller's transaction. */
public interface TrustRecords {

  /**
   * How far an organisation is trusted now, by the rules in force.
   *
   * @param standing how far the operator answers for it, here or in the rules
   * @param record what its own record says
   * @param trust how far it is trusted, in millionths
   * @param votes whether that is enough for its word to count
   * @param policy the numbers by which it is
   */
  record Trusted(
      Witness.Standing standing,
      Reputation record,
      long trust,
      boolean votes,
      Policy.Trust policy) {

    /** Returns whether the operator answers for it, so that its record says nothing. */
    public boolean anchored() {
      return standing != Witness.Standing.ORDINARY;
    }
  }

  /** Returns how far organisations are trusted, by their numbers. */
  Map<Long, Trusted> of(Collection<Organisation> organisations);

  /** What moves trust. */
  enum Kind {
    /** An anchor saw what it had reported, and it could not have read of it. */
    CONFIRMED,
    /** It reported dark address space that only readers of a list can know. */
    DECOY,
    /** It reported what everybody depends on. */
    CANARY,
    /** It had reported what a person found to be no attacker. */
    APPEAL
  }

  /**
   * What moved an organisation's trust on a day.
   *
   * @param day the day
   * @param kind what
   * @param addresses of how many addresses
   */
  record Movement(LocalDate day, Kind kind, int addresses) {}

  /** Returns what moved an organisation's trust, the newest first. */
  List<Movement> movements(long organisation, int limit);
}
