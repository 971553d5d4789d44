package org.tocsin.signal;

import java.time.Instant;
import java.util.Optional;
import org.tocsin.address.Address;

/**
 * One report: this address behaved like this scenario. It has no room for anything else an agent
 * may send.
 *
 * @param address the public address that was seen
 * @param scenario what it did
 * @param startedAt when it began by the agent's clock, where the agent said so
 * @param stoppedAt when it ended by the agent's clock, where the agent said so
 * @param uuid the alert's own identity, where it has one
 * @param admissible whether it may become evidence; false for echoes of decisions and for
 *     simulations
 */
public record Signal(
    Address address,
    Scenario scenario,
    Optional<Instant> startedAt,
    Optional<Instant> stoppedAt,
    Optional<String> uuid,
    boolean admissible) {}
