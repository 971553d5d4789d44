package org.tocsin.agent.hubtest;

/** A test cannot be run as it is; the message says why. */
public final class HubTestUnusable extends RuntimeException {
  HubTestUnusable(String message) {
    super(message);
  }
}
