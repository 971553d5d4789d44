package org.tocsin.replay;

import java.time.Duration;
import java.time.Instant;
import org.tocsin.address.Address;
import org.tocsin.evidence.Network;

/**
 * A recorded signal.
 *
 * @param at when it arrived
 * @param organisation the number of the agent's organisation
 * @param agent the agent's number
 * @param network where the agent stood
 * @param address the address it reported
 * @param scenario what the address did
 * @param skew how far the agent's own time lay from its arrival
 */
public record Report(
    Instant at,
    long organisation,
    long agent,
    Network network,
    Address address,
    String scenario,
    Duration skew) {}
