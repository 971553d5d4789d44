package org.tocsin.curation;

import java.time.Instant;
import java.util.Optional;
import org.tocsin.evidence.Witness;

/**
 * An organisation as the judge knows it.
 *
 * @param organisation its number
 * @param standing how far the operator answers for it
 * @param trust how far it is trusted; an anchor is trusted entirely
 * @param cohort the week in which it enrolled
 * @param firstReportAt when its first signal arrived, empty before
 * @param bursting whether it reports far more today than it used to
 */
record Member(
    long organisation,
    Witness.Standing standing,
    long trust,
    long cohort,
    Optional<Instant> firstReportAt,
    boolean bursting) {

  boolean anchored() {
    return standing != Witness.Standing.ORDINARY;
  }
}
