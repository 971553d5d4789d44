package org.tocsin.agent.grok;

/** A grok pattern that cannot be compiled: an unknown reference or a bad expression. */
public final class GrokRefused extends RuntimeException {
  GrokRefused(String message) {
    super(message);
  }
}
