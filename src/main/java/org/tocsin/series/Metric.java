package org.tocsin.series;

/** What is measured every minute. */
public enum Metric {
  /** Distinct signals held within retention. */
  SIGNALS_STORED("signals.stored"),
  /** Distinct signals ever stored; it only grows, so a difference is a rate. */
  SIGNALS_RECEIVED("signals.received"),
  /** Agents that logged in, pushed or pulled within the last hour. */
  AGENTS_LAST_HOUR("agents.last-hour"),
  /** Agents that did within the last day. */
  AGENTS_LAST_DAY("agents.last-day"),
  /** Cases that wait for a person. */
  CASES_OPEN("cases.open"),
  /** How long the oldest of them waits, in seconds; 0 if none does. */
  CASES_OLDEST("cases.oldest-seconds"),
  /** IPv4 addresses of the newest release. */
  LIST_V4("list.v4"),
  /** IPv6 addresses of the newest release. */
  LIST_V6("list.v6"),
  /** What joined with the newest release. */
  RELEASE_ADDED("release.added"),
  /** What left with the newest release. */
  RELEASE_REMOVED("release.removed"),
  /** How long ago the head that is served was signed, in seconds. */
  HEAD_AGE("head.age-seconds"),
  /** What the second look at the served release found wrong. */
  CHECK_FINDINGS("check.findings"),
  /** Verdicts that the daily audit found to differ. */
  AUDIT_DIFFERENCES("audit.differences"),
  /** Addresses that are held for a person to decide. */
  ADDRESSES_HELD("addresses.held"),
  /** 1 while changes of the list wait for a person, else 0. */
  RUN_PARKED("run.parked");

  private final String text;

  Metric(String text) {
    this.text = text;
  }

  /** Returns its name where it is kept and shown. */
  public String text() {
    return text;
  }
}
