package org.tocsin.agent.community;

import java.time.Instant;
import java.util.UUID;

/**
 * What this agent tells the community of one alert: which scenario saw which address, and when. No
 * log line, user name or host name is part of it.
 *
 * @param uuid its own name, under which the server counts it once however often it is sent
 * @param scenario the scenario's name
 * @param scenarioHash the digest of its file
 * @param scenarioVersion the version of its file, empty if not known
 * @param scope {@code Ip} or {@code Range}
 * @param value the address or range
 * @param startAt when the first event was
 * @param stopAt when the last event was
 */
public record Signal(
    UUID uuid,
    String scenario,
    String scenarioHash,
    String scenarioVersion,
    String scope,
    String value,
    Instant startAt,
    Instant stopAt) {}
