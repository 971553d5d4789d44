package org.tocsin.evidence;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.tocsin.address.Address;

/** When addresses were seen. Joins the caller's transaction. */
public interface SeenTimes {

  /**
   * From when to when an address was seen by anybody.
   *
   * @param first when the first signal that still counts arrived
   * @param last when the last did
   */
  record Seen(Instant first, Instant last) {}

  /**
   * Returns when addresses were seen; those nobody saw, or whose evidence is void, are left out.
   */
  Map<Address, Seen> of(Collection<Address> addresses);
}
