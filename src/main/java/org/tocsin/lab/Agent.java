package org.tocsin.lab;

/**
 * One enrolled machine.
 *
 * @param id its place in the community's list of agents
 * @param organisation who owns it
 * @param asn the network it reports from
 * @param prefix the /24 it reports from, as a number
 */
record Agent(int id, int organisation, int asn, int prefix) {}
