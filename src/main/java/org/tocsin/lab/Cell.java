package org.tocsin.lab;

/**
 * What was played.
 *
 * @param method the method's name
 * @param campaign the campaign's name
 * @param budget the attacker's agents as a share of the honest ones
 * @param seed the world's seed
 * @param attackerAgents the attacker's share of all agents
 * @param attackerKeys the attacker's share of all organisations
 * @param attackerNetworks the share of all networks that the attacker reports from
 */
record Cell(
    String method,
    String campaign,
    double budget,
    long seed,
    double attackerAgents,
    double attackerKeys,
    double attackerNetworks) {}
