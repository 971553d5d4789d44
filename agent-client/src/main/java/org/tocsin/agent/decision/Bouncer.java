package org.tocsin.agent.decision;

import java.time.Instant;
import java.util.Optional;

/**
 * A program that acts on decisions.
 *
 * @param name what its operator calls it
 * @param created when it got its key
 * @param address where it last came from; empty before it came
 * @param client what it last said it is; empty before it came
 * @param pulled when it last asked
 */
public record Bouncer(
    String name, Instant created, String address, String client, Optional<Instant> pulled) {}
