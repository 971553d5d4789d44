package org.tocsin.evidence;

import java.time.Instant;

/**
 * That an organisation saw an address do something.
 *
 * @param scenario the name of the scenario
 * @param firstAt when its first signal of this arrived
 * @param lastAt when its last signal of this arrived
 */
public record Sighting(String scenario, Instant firstAt, Instant lastAt) {}
