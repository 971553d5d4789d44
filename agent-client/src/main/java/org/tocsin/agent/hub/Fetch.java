package org.tocsin.agent.hub;

import java.io.IOException;
import java.net.URI;

/** Gets what an address on the network holds. */
@FunctionalInterface
public interface Fetch {
  /**
   * Gets it whole, from the host that the address names and no other.
   *
   * @param limit how many bytes it may have; more is a failure
   */
  byte[] get(URI address, int limit) throws IOException;
}
