package org.tocsin.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.tocsin.address.Address;

/**
 * The signals that may become evidence and are still stored, one by one, for whoever curates them
 * again. What was voided since is left out.
 */
public interface StoredReports {

  /**
   * A signal.
   *
   * @param at when it arrived
   * @param organisation its agent's organisation
   * @param agent its agent
   * @param network where that agent stands now
   * @param address the address it tells of
   * @param scenario what the address did
   * @param digest the digest of the scenario's text, empty if it is not known
   * @param skew how far the agent's own time lay from its arrival, unless it told none
   */
  record Reported(
      Instant at,
      long organisation,
      long agent,
      Network network,
      Address address,
      String scenario,
      String digest,
      Optional<Duration> skew) {}

  /**
   * Which signals there are since an instant.
   *
   * @param since the instant
   * @param first the position of the first
   * @param last the position of the last; what arrives later does not belong to it
   * @param reports how many there are
   * @param distinct how many would be left if no agent had reported anything twice
   */
  record Extent(Instant since, long first, long last, long reports, long distinct) {}

  /** Looks which signals there are since an instant, in the time it takes to read them once. */
  Extent since(Instant instant);

  /** Reads signals in the order of their positions, a bounded number of them at once. */
  void read(Extent extent, Consumer<Reported> reader);
}
