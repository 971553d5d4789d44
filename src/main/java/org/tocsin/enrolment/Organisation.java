package org.tocsin.enrolment;

import java.time.Instant;

/**
 * The owner of agents, and the only voter.
 *
 * @param id its number
 * @param name what operators call it
 * @param vouched whether the operator knows it and vouches for its independence
 * @param honeypot whether its agents are the operator's own honeypots
 * @param createdAt when it was created
 * @param blocked whether all its agents are shut out
 */
public record Organisation(
    long id, String name, boolean vouched, boolean honeypot, Instant createdAt, boolean blocked) {}
