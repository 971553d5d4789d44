package org.tocsin.agent.hub;

import java.util.Locale;

/** The kinds of rules, in the order in which one needs the other. */
public enum Kind {
  PARSERS,
  SCENARIOS,
  POSTOVERFLOWS,
  CONTEXTS,
  COLLECTIONS;

  /** The name of the folder that holds them, which is also their name in an index. */
  public String folder() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What one of them is called. */
  public String singular() {
    return folder().substring(0, name().length() - 1);
  }

  /** Whether each belongs to a stage, which is a folder of its own. */
  boolean isStaged() {
    return this == PARSERS || this == POSTOVERFLOWS;
  }
}
