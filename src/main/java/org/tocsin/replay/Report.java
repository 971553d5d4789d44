package org.tocsin.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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
 * @param digest the digest of the scenario's text in hex, empty if it is not known
 * @param skew how far the agent's own time lay from its arrival; one that told no time is evidence,
 *     but never prompt
 */
public record Report(
    Instant at,
    long organisation,
    long agent,
    Network network,
    Address address,
    String scenario,
    String digest,
    Optional<Duration> skew) {

  /**
   * Makes a report of an agent that told its time, and of whose scenario only the name is known.
   */
  public Report(
      Instant at,
      long organisation,
      long agent,
      Network network,
      Address address,
      String scenario,
      Duration skew) {
    this(at, organisation, agent, network, address, scenario, "", Optional.of(skew));
  }

  /** Returns the same report at another time. */
  Report at(Instant other) {
    return new Report(other, organisation, agent, network, address, scenario, digest, skew);
  }
}
