package org.tocsin.lab;

/** What an address truly is. Only the world, a campaign and the scorekeeper know. */
enum Nature {
  /** Attacks. */
  ATTACKER,
  /** A good search engine. */
  CRAWLER,
  /** An uptime monitor. */
  MONITOR,
  /** The egress of many subscribers, some of whom do attack. */
  SHARED_EGRESS,
  /** A person at home. */
  USER,
  /** One of those whom a campaign wants blocked. */
  VICTIM,
  /** Not of this world: invented by a campaign, innocent. */
  UNKNOWN
}
