package org.tocsin.publication;

import java.util.List;
import java.util.Optional;
import org.tocsin.address.Address;
import org.tocsin.curation.Verdict;

/** What is kept of the addresses around one. Joins the caller's transaction. */
public interface Neighbourhood {

  /**
   * An address near by.
   *
   * @param address the address
   * @param state the last verdict on it
   * @param score what the votes on it came to, in millionths
   * @param scenario what weighs most
   */
  record Neighbour(Address address, Verdict.State state, long score, Optional<String> scenario) {}

  /** Returns those in the same /24 or /64 of which something is kept, itself left out, in order. */
  List<Neighbour> of(Address address, int limit);
}
