package org.tocsin.curation;

/** Reasons to ask a person, by the names that operators know them by. */
public enum Trigger {
  /** The floors are met inside a protected range. */
  PROTECTED("R1-protected"),
  /** Many organisations report it, and no anchor. */
  NO_ANCHOR("R2-no-anchor"),
  /** Most of the score is from organisations that burst or are new. */
  VELOCITY("R3-velocity"),
  /** Many organisations, but few networks or cohorts. */
  DIVERSITY("R4-diversity"),
  /** The same group carries candidate after candidate. */
  CLIQUE("R5-clique"),
  /** Somebody reported a decoy or a canary. */
  BAIT("R6-bait"),
  /** Somebody appealed. */
  APPEAL("R7-appeal"),
  /** A range holds many listed addresses. */
  RANGE("R8-range"),
  /** A run would change too much. */
  BREAKER("B-breaker");

  private final String id;

  Trigger(String id) {
    this.id = id;
  }

  /** Returns its name in rules, reasons and lists. */
  public String id() {
    return id;
  }
}
