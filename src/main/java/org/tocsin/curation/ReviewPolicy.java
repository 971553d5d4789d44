package org.tocsin.curation;

import java.time.Duration;
import java.util.Optional;

/**
 * What a person has to look at, as the operator wrote it in {@code review.yaml}. A trigger that is
 * not there never fires.
 *
 * @param inProtected R1: floors met inside a protected range
 * @param withoutAnchor R2: many organisations, but no anchor
 * @param velocity R3: most of the score is from organisations that burst or are new
 * @param diversity R4: many organisations in few networks or cohorts
 * @param clique R5: one group carries candidate after candidate
 * @param bait R6: a decoy or canary was reported
 * @param appeal R7: somebody appealed against a listing
 * @param range R8: a range holds many listed addresses
 * @param breaker how long a parked run waits
 * @param fourEyes whether publishing needs a second person
 */
public record ReviewPolicy(
    Optional<InProtected> inProtected,
    Optional<WithoutAnchor> withoutAnchor,
    Optional<Velocity> velocity,
    Optional<Diversity> diversity,
    Optional<Clique> clique,
    Optional<Bait> bait,
    Optional<Appeal> appeal,
    Optional<Range> range,
    Duration breaker,
    boolean fourEyes) {

  /** R1. After the timeout, the case is dropped. */
  public record InProtected(Duration timeout) {}

  /** R2: this many organisations or more. */
  public record WithoutAnchor(int organisations, Duration timeout) {}

  /**
   * R3.
   *
   * @param share more than this part of the score, in millionths
   * @param factor a day's volume above this many times the average is a burst
   * @param volume if it is at least this many addresses
   * @param window the average's window
   * @param newness an organisation whose first vote is more recent is new
   * @param timeout after which the case is dropped
   */
  public record Velocity(
      long share, int factor, int volume, Duration window, Duration newness, Duration timeout) {}

  /**
   * R4.
   *
   * @param effective fewer effective networks or cohorts than this, in millionths
   * @param organisations with at least this many organisations
   * @param timeout after which the case is dropped
   */
  public record Diversity(long effective, int organisations, Duration timeout) {}

  /**
   * R5.
   *
   * @param organisations a group of at least this many
   * @param candidates that carried at least this many candidates without an anchor
   * @param window within this time
   * @param timeout after which the case is dropped
   */
  public record Clique(int organisations, int candidates, Duration window, Duration timeout) {}

  /** R6. */
  public record Bait(Duration timeout) {}

  /** R7. */
  public record Appeal(Duration timeout) {}

  /** R8: this many listed addresses or more in a /24 or /48. */
  public record Range(int addresses, Duration timeout) {}
}
