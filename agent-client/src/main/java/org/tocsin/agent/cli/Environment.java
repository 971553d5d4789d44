package org.tocsin.agent.cli;

import java.security.SecureRandom;
import java.util.Map;
import org.tocsin.agent.community.Timeouts;

/** What a command takes from the world around it, handed in so that a test can be that world. */
record Environment(
    Map<String, String> variables, SecureRandom random, Timeouts timeouts, boolean terminal) {}
