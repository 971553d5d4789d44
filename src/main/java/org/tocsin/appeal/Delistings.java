package org.tocsin.appeal;

import java.time.Instant;
import java.util.Optional;
import org.tocsin.address.Address;

/** When addresses were taken off by those who use them. */
interface Delistings {

  /** Returns when an address was last taken off, as far as it is remembered. */
  Optional<Instant> last(Address address);

  /**
   * Notes that an address is taken off, in the caller's transaction; returns false, and notes
   * nothing, if that happened since an instant already.
   */
  boolean note(Address address, Instant now, Instant since);

  /** Forgets what happened before an instant. */
  void forget(Instant before);
}
