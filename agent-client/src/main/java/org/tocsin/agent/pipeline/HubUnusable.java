package org.tocsin.agent.pipeline;

/** The folder with the rules cannot be used; the message says why. */
public final class HubUnusable extends RuntimeException {
  HubUnusable(String message) {
    super(message);
  }
}
