package org.tocsin.review;

import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.tocsin.address.Address;

/** Where decisions come into force. Waits for a curation run that is under way. */
public interface Listings {

  /** Does something in one transaction while no run is under way. */
  <T> T alone(Supplier<T> step);

  /**
   * Does something, judges an address and publishes, all in one transaction, and returns the
   * release that came of it when it is what clients get: a crash leaves either nothing of it or
   * all.
   *
   * @param step returns whether to go on; otherwise the answer is empty
   */
  OptionalLong takeOff(Address address, BooleanSupplier step);
}
