package org.tocsin.evidence;

import java.util.List;

/**
 * One organisation and all that it saw of one address.
 *
 * @param organisation its number
 * @param standing what the operator knows of it
 * @param network where it stood when it last saw the address
 * @param sightings at least one
 */
public record Witness(
    long organisation, Standing standing, Network network, List<Sighting> sightings) {

  /** Copies the list. */
  public Witness {
    sightings = List.copyOf(sightings);
  }

  /** How far the operator answers for an organisation. */
  public enum Standing {
    /** Unknown to the operator: its word alone carries no weight. */
    ORDINARY,
    /** The operator knows who it is and vouches for its independence. */
    VOUCHED,
    /** The operator's own honeypots. */
    HONEYPOT
  }
}
