package org.tocsin.curation;

import java.time.Instant;
import org.tocsin.evidence.Network;
import org.tocsin.evidence.Witness;

/**
 * The one vote of an organisation on an address at an instant.
 *
 * @param organisation who votes
 * @param standing how far the operator answers for it
 * @param network where it stands
 * @param scenario the scenario that weighs most
 * @param trust how far the organisation is trusted
 * @param evidence what the scenario proves, before trust and age
 * @param weight what it adds to the score, before votes of one network are discounted
 * @param counted what it adds to the score
 * @param strength what it adds to the floor of strong sightings
 * @param anchor what it adds to the anchor floor
 * @param firstAt when this organisation first saw the address
 * @param lastAt when it last saw it do something that weighs
 */
public record Vote(
    long organisation,
    Witness.Standing standing,
    Network network,
    String scenario,
    long trust,
    long evidence,
    long weight,
    long counted,
    long strength,
    long anchor,
    Instant firstAt,
    Instant lastAt) {

  boolean anchored() {
    return standing != Witness.Standing.ORDINARY;
  }

  /** Returns this vote, joined by a lighter one out of the same prefix. */
  Vote joined(Vote lighter) {
    int later = lighter.lastAt.compareTo(lastAt);
    boolean theirs = later > 0 || (later == 0 && lighter.network.asn() < network.asn());
    return new Vote(
        organisation,
        standing,
        theirs ? lighter.network : network,
        scenario,
        trust,
        evidence,
        weight,
        counted,
        Math.max(strength, lighter.strength),
        anchor,
        firstAt,
        theirs ? lighter.lastAt : lastAt);
  }

  Vote counting(long micro) {
    return new Vote(
        organisation,
        standing,
        network,
        scenario,
        trust,
        evidence,
        weight,
        micro,
        strength,
        anchor,
        firstAt,
        lastAt);
  }
}
