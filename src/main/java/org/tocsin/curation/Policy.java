package org.tocsin.curation;

import java.time.Duration;
import org.tocsin.evidence.Witness;

/**
 * The numbers that decide, as the operator wrote them in {@code policy.yaml}. All weights are
 * micro-votes.
 *
 * @param maxSkew how far a signal's own end may lie from its arrival and still be evidence
 * @param decay how a vote fades
 * @param global what must hold for an address to be listed
 * @param anchorWeight what a witness the operator answers for brings to the anchor floor
 * @param keep what must hold for a listed address to stay
 */
public record Policy(
    Duration maxSkew, Decay decay, Floors global, AnchorWeight anchorWeight, Keep keep) {

  /**
   * How a vote fades: it is whole at first, then halves again and again, then it is forgotten.
   *
   * @param fullFor how long it is whole
   * @param halfLife how long each halving takes
   * @param forget when it is gone
   */
  public record Decay(Duration fullFor, Duration halfLife, Duration forget) {}

  /**
   * The floors of a tier; all must hold, for a while.
   *
   * @param anchors summed anchor weight
   * @param score summed votes
   * @param organisations distinct voters
   * @param networks distinct networks they stand in
   * @param strong summed strength of what they saw
   * @param soak how long the floors must have held
   */
  public record Floors(
      long anchors, long score, int organisations, int networks, long strong, Duration soak) {}

  /**
   * What one witness brings to the anchor floor.
   *
   * @param honeypot a honeypot organisation
   * @param vouched a vouched organisation
   */
  public record AnchorWeight(long honeypot, long vouched) {

    long of(Witness.Standing standing) {
      return switch (standing) {
        case HONEYPOT -> honeypot;
        case VOUCHED -> vouched;
        case ORDINARY -> 0;
      };
    }
  }

  /**
   * When a listed address stays listed.
   *
   * @param score it keeps at least this score
   * @param lastTrusted and a trusted witness saw it no longer ago than this
   */
  public record Keep(long score, Duration lastTrusted) {}
}
