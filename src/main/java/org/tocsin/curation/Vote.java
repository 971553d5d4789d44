package org.tocsin.curation;

import java.time.Instant;
import org.tocsin.evidence.Witness;

/**
 * The one vote of an organisation on an address at an instant.
 *
 * @param organisation who votes
 * @param standing how far the operator answers for it
 * @param scenario the scenario that weighs most
 * @param weight what it adds to the score
 * @param strength what it adds to the floor of strong sightings
 * @param anchor what it adds to the anchor floor
 * @param firstAt when this organisation first saw the address
 * @param lastAt when it last saw it do something that weighs
 */
public record Vote(
    long organisation,
    Witness.Standing standing,
    String scenario,
    long weight,
    long strength,
    long anchor,
    Instant firstAt,
    Instant lastAt) {}
