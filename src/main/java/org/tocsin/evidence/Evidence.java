package org.tocsin.evidence;

import java.util.List;
import org.tocsin.address.Address;

/**
 * All that is known of one address.
 *
 * @param address the address
 * @param witnesses the organisations that saw it, in order of their number
 */
public record Evidence(Address address, List<Witness> witnesses) {

  /** Copies the list. */
  public Evidence {
    witnesses = List.copyOf(witnesses);
  }
}
