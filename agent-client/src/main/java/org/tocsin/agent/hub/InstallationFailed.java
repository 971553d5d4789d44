package org.tocsin.agent.hub;

/** What was asked for could not be done and nothing was changed; the message says why. */
public final class InstallationFailed extends RuntimeException {
  public InstallationFailed(String message) {
    super(message);
  }
}
