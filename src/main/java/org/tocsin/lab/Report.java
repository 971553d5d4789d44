package org.tocsin.lab;

/**
 * One signal as the server receives it, honest or not.
 *
 * @param at when the server received it, in seconds since the stream began
 * @param organisation who owns the agent
 * @param agent who reports
 * @param asn the network the agent reports from
 * @param prefix the /24 the agent reports from, as a number
 * @param address whom it accuses, 32 bits
 * @param kind of what
 */
record Report(long at, int organisation, int agent, int asn, int prefix, int address, Kind kind) {

  static Report by(Agent agent, long at, int address, Kind kind) {
    return new Report(
        at, agent.organisation(), agent.id(), agent.asn(), agent.prefix(), address, kind);
  }
}
