package org.tocsin.agent.acquisition;

/** A source cannot be used at all; the message says which and why. */
public final class SourceUnusable extends RuntimeException {
  public SourceUnusable(String message) {
    super(message);
  }
}
