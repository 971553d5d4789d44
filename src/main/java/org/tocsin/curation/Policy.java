package org.tocsin.curation;

import java.time.Duration;
import java.util.List;
import org.tocsin.address.Prefix;
import org.tocsin.evidence.Witness;

/**
 * The numbers that decide, as the operator wrote them in {@code policy.yaml}. All weights are
 * micro-votes.
 *
 * @param skew how far an agent's own times may lie from the arrival of its signal
 * @param decay how a vote fades
 * @param sameNetworkDiscount what each further vote out of one network is worth, beside the one
 *     before it
 * @param trust how organisations earn and lose it
 * @param caps how much of what one reporter sends can become votes
 * @param global what must hold for an address to be listed for everybody
 * @param scoped what must hold for an address to be listed for its neighbourhood
 * @param superquorum how many organisations may stand in for an anchor, if any may
 * @param anchorWeight what a witness the operator answers for brings to the anchor floor
 * @param keep what must hold for a listed address to stay
 * @param relist when an address that was listed comes back at once
 * @param shared how much stricter addresses with many users behind them are treated
 * @param breaker how much one run may change
 * @param decoys which addresses are bait
 */
public record Policy(
    Skew skew,
    Decay decay,
    long sameNetworkDiscount,
    Trust trust,
    Caps caps,
    Floors global,
    Scoped scoped,
    Superquorum superquorum,
    AnchorWeight anchorWeight,
    Keep keep,
    Relist relist,
    Shared shared,
    Breaker breaker,
    Decoys decoys) {

  /**
   * How far an agent's own times may lie from the arrival of its signal.
   *
   * @param rejectOlder further than this, the signal is no evidence
   * @param noCreditOlder further than this, it confirms nothing early
   */
  public record Skew(Duration rejectOlder, Duration noCreditOlder) {}

  /**
   * How a vote fades: it is whole at first, then halves again and again, then it is forgotten.
   *
   * @param fullFor how long it is whole
   * @param halfLife how long each halving takes
   * @param forget when it is gone
   */
  public record Decay(Duration fullFor, Duration halfLife, Duration forget) {}

  /**
   * How organisations that the operator does not answer for earn and lose trust.
   *
   * @param days active days until time counts in full
   * @param confirmations early confirmations that make up two thirds of full confidence
   * @param threshold the trust from which an organisation votes
   * @param creditsPerDay early confirmations that count on one day
   * @param creditWindow how far an anchor's sighting may lie from the report it confirms
   * @param penalty what each kind of contradiction costs
   * @param confirmationHalfLife how long half of the confirmations last
   * @param contradictionHalfLife how long half of the contradictions last
   */
  public record Trust(
      int days,
      int confirmations,
      long threshold,
      int creditsPerDay,
      Duration creditWindow,
      Penalty penalty,
      Duration confirmationHalfLife,
      Duration contradictionHalfLife) {}

  /**
   * What contradictions cost.
   *
   * @param decoy reporting a decoy
   * @param canary reporting what can never be an attacker
   * @param appeal having reported what a person found to be no attacker
   */
  public record Penalty(int decoy, int canary, int appeal) {}

  /**
   * How many distinct addresses can become votes on one day.
   *
   * @param agentAddressesPerDay of one agent
   * @param organisationAddressesPerDay of one organisation
   */
  public record Caps(int agentAddressesPerDay, int organisationAddressesPerDay) {}

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
   * The tier that is delivered to a neighbourhood only.
   *
   * @param floors its floors
   * @param affinity from how much affinity on an organisation is near a witness
   * @param affinityWindow over how long it adds up
   * @param witnessesNear how many trusted witnesses must be near whoever gets it
   */
  public record Scoped(Floors floors, long affinity, Duration affinityWindow, int witnessesNear) {

    /** The longest window there may be; so long, what it adds up is kept. */
    public static final Duration LONGEST_AFFINITY_WINDOW = Duration.ofDays(28);
  }

  /**
   * How many organisations may stand in for an anchor.
   *
   * @param enabled whether any number may
   * @param organisations how many, of all trusted ones
   * @param networks in how many networks
   * @param cohorts enrolled in how many different weeks
   */
  public record Superquorum(boolean enabled, AtLeast organisations, int networks, int cohorts) {}

  /**
   * The larger of a number and a percentage of something.
   *
   * @param number the number
   * @param percent the percentage
   */
  public record AtLeast(int number, int percent) {

    /** Returns the larger of the number and the percentage of {@code all}, rounded up. */
    public long of(long all) {
      return Math.max(number, (all * percent + 99) / 100);
    }
  }

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

  /**
   * When an address that was listed for everybody comes back without meeting the other floors.
   *
   * @param within it left no longer ago than this
   * @param anchors anchors of this weight saw it since then
   * @param soak how long it waits nevertheless
   */
  public record Relist(Duration within, long anchors, Duration soak) {}

  /**
   * How addresses with many users behind them are treated.
   *
   * @param floorFactor how many times as high every floor is
   * @param maxTtl how long after the last trusted sighting a listing ends at the latest
   */
  public record Shared(int floorFactor, Duration maxTtl) {}

  /**
   * How much one run may change; beyond that it waits for a person.
   *
   * @param adds addresses that join, of those listed
   * @param removes addresses that leave earlier than announced, of those listed
   */
  public record Breaker(AtLeast adds, AtLeast removes) {}

  /**
   * Which addresses are bait: reporting one means having copied a list.
   *
   * @param share how large a part of a delivered list they are, in millionths
   * @param ranges dark address space of the operator's own
   */
  public record Decoys(long share, List<Prefix> ranges) {

    /** Copies the list. */
    public Decoys {
      ranges = List.copyOf(ranges);
    }
  }
}
