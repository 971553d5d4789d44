package org.tocsin.agent.hub;

/** The folder with the rules cannot be used; the message says why. */
public final class HubUnusable extends RuntimeException {
  public HubUnusable(String message) {
    super(message);
  }
}
