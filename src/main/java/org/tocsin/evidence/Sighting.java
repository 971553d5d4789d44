package org.tocsin.evidence;

import java.time.Instant;
import java.util.Optional;

/**
 * That an organisation saw an address do something.
 *
 * @param scenario the name of the scenario
 * @param digest the SHA-256 in hex that the engine claims for the scenario's file, empty if none
 * @param firstAt when its first signal of this arrived
 * @param lastAt when its last signal of this arrived
 * @param promptAt when its last signal of this arrived that told of the same moment
 */
public record Sighting(
    String scenario, String digest, Instant firstAt, Instant lastAt, Optional<Instant> promptAt) {}
