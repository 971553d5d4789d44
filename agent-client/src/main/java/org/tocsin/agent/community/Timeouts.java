package org.tocsin.agent.community;

import java.time.Duration;

/** How long to wait for a connection, and for a whole answer from the moment of asking. */
public record Timeouts(Duration connect, Duration request) {}
