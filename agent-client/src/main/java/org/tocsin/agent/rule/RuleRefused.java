package org.tocsin.agent.rule;

/** A rule file cannot be used; the message says which, where in it and why. */
public final class RuleRefused extends RuntimeException {
  public RuleRefused(String file, int line, String key, String problem) {
    super(file + ":" + line + ": " + (key.isEmpty() ? "" : key + ": ") + problem);
  }
}
