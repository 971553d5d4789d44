package org.tocsin.enrolment;

/**
 * Where agents stand, as a source for set operations in the database. Whoever joins it to what
 * agents sent builds on this fragment, so that the agents' table is named in this package alone.
 */
public final class AgentNetworks {

  private AgentNetworks() {}

  /** A query for all agents: {@code id, asn, prefix_hash}. */
  public static final String ALL = "select id, asn, prefix_hash from agent";
}
